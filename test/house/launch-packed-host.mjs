// Runs the packed host with plain Node: stands in for the utility process, asks one view and prints its answer.
// Arguments: the host bundle, the data folder, the hub's address, the port version.
import { EventEmitter } from "node:events";
import { pathToFileURL } from "node:url";
import { MessageChannel } from "node:worker_threads";

const [bundle, dataDir, hub, version] = process.argv.slice(2);
const parent = new EventEmitter();
Object.defineProperty(process, "parentPort", { value: parent });
await import(pathToFileURL(bundle).href);

const { port1, port2 } = new MessageChannel();
port2.on("message", (message) => {
  if (message.say === "welcome") port2.postMessage({ say: "open", view: 1, question: { view: "departments" } });
  if (message.say === "refused" || message.say === "failed") {
    process.stderr.write(`${JSON.stringify(message)}\n`);
    process.exit(1);
  }
  if (message.view !== 1) return;
  const rows = Array.isArray(message.put) ? message.put : (message.value?.rows ?? message.value ?? []);
  port2.postMessage({ say: "drawn", view: 1, rev: message.rev });
  if (Array.isArray(rows) && rows.length > 0) {
    process.stdout.write(`${JSON.stringify({ rows: rows.length })}\n`, () => process.exit(0));
  }
});
parent.emit("message", { data: { open: { dataDir, language: "en", basemap: "none" } }, ports: [] });
parent.emit("message", { data: { hub }, ports: [] });
parent.emit("message", { data: { window: true }, ports: [port1] });
port2.postMessage({ say: "hello", port: Number(version), program: "wall" });
