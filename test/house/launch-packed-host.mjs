// Runs the packed host with plain Node: stands in for the utility process, asks one view, waits until the thread beside the
// writer has moved rows into the file (or the host said that there is no thread), and prints both.
// Arguments: the host bundle, the data folder, the hub's address, the port version.
import { EventEmitter } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MessageChannel } from "node:worker_threads";

const [bundle, dataDir, hub, version] = process.argv.slice(2);
/** A new file has its schema's pages at most until the log is moved into it. */
const MOVED_BYTES = 500_000;
let alone = false;
const { write } = process.stdout;
process.stdout.write = function (text, ...rest) {
  alone ||= String(text).includes("write-ahead log");
  return write.call(this, text, ...rest);
};
function tell(rows) {
  const moved = statSync(join(dataDir, "cache.db")).size > MOVED_BYTES;
  if (!moved && !alone) return void setTimeout(tell, 50, rows);
  process.stdout.write(`${JSON.stringify({ rows, moved })}\n`, () => process.exit(0));
}

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
  if (Array.isArray(rows) && rows.length > 0) tell(rows.length);
});
parent.emit("message", {
  data: { open: { dataDir, language: "en", basemap: null, token: "", keepMonths: null, name: "packed" } },
  ports: [],
});
parent.emit("message", { data: { hub }, ports: [] });
parent.emit("message", { data: { window: true }, ports: [port1] });
port2.postMessage({ say: "hello", port: Number(version), program: "wall" });
