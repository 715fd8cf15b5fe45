/**
 * A host in a process of its own, for the benches: connects to the hub it is told, and says when its line is live.
 * Arguments: the hub's address and the folder for the cache.
 */
import { openHost } from "../../src-main/host/host.ts";

const [hub, dataDir] = process.argv.slice(2);
if (hub === undefined || dataDir === undefined || process.send === undefined) {
  throw new Error("started by a bench only, with a hub and a folder");
}

const host = await openHost({
  dataDir,
  language: null,
  basemap: null,
  token: "",
  keepMonths: null,
  name: "bench",
  log: (event) => process.stderr.write(`${JSON.stringify(event)}\n`),
});
const started = performance.now();
host.connect(hub);
while (host.report().state !== "live") await new Promise((resolve) => setTimeout(resolve, 5));
process.send({ seconds: (performance.now() - started) / 1000 });
await new Promise((resolve) => process.once("message", resolve));
await host.close();
process.disconnect();
