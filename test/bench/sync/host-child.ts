/**
 * The bench's host in a process of its own. Arguments: the folder of the cache. Says `ready` with how long it took until a
 * window that asked at once had its first answer, from the start of this process and from `openHost`.
 */
import { MessageChannel } from "node:worker_threads";
import { PORT_VERSION } from "../../../shared/wire/version.ts";
import type { HostMessage, WindowMessage } from "../../../shared/wire/port.ts";
import type { Question } from "../../../shared/view.ts";
import { openHost } from "../../../src-main/host/host.ts";
import type { Host } from "../../../src-main/host/options.ts";
import { wireOverMessagePort } from "../../../src-main/host/port/message-port.ts";
import { stampOfLon } from "./hub-child.ts";
import { obey, rssMb, stamp, tell } from "./processes.ts";

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined || process.send === undefined) throw new Error("started by a bench only, with a folder");

/** A window that answers every patch as soon as it has it. */
function openWindow(host: Host, hear: (message: HostMessage) => void): (question: Question) => void {
  const { port1, port2 } = new MessageChannel();
  host.attach(wireOverMessagePort(port1));
  const say = (message: WindowMessage) => port2.postMessage(message);
  port2.on("message", (message: HostMessage) => {
    hear(message);
    if (message.say === "whole" || message.say === "keyed" || message.say === "columns") {
      say({ say: "drawn", view: message.view, rev: message.rev });
    }
  });
  say({ say: "hello", port: PORT_VERSION, program: "wall" });
  let views = 0;
  return (question) => say({ say: "open", view: ++views, question });
}

const answered = (host: Host, question: Question) =>
  new Promise<void>((resolve, reject) => {
    const ask = openWindow(host, (message) => {
      if (message.say === "failed") reject(new Error(JSON.stringify(message)));
      if (message.say === "whole" || message.say === "columns") resolve();
    });
    ask(question);
  });

const opened = performance.now();
const host = await openHost({
  dataDir,
  language: null,
  basemap: null,
  token: "",
  keepMonths: null,
  name: "bench",
  log: (event) => {
    if (event.event !== "lineMoved") process.stderr.write(`${JSON.stringify(event)}\n`);
  },
});
await answered(host, { view: "funnel", period: "month" });
const firstMs = performance.now() - opened;

/** When each stamp came to the window. */
const seen = new Map<number, number>();

obey(
  {
    /** Follows the hub until its newest commit, made at `headAt`, is here; then a window must have it answered. */
    async connect({ url, headAt }: { url: string; headAt: number }) {
      const started = performance.now();
      host.connect(url);
      while (host.report().state !== "live" || (host.report().dataAt ?? 0) < headAt) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      const liveMs = performance.now() - started;
      await answered(host, { view: "funnel", period: "all" });
      tell({ is: "live", liveMs, answeredMs: performance.now() - started, rss: rssMb() });
    },
    watch({ cases }: { cases: number }) {
      const uids = Array.from({ length: cases }, (_, i) => i + 1);
      openWindow(host, (message) => {
        if (message.say !== "columns") return;
        const now = stamp();
        for (const lon of message.value.lon) {
          const n = stampOfLon(lon);
          if (n >= 0 && n < 12_000 && Math.abs(lon - 100 - n / 1_000) < 1e-9 && !seen.has(n)) seen.set(n, now);
        }
      })({ view: "points", query: { uids } });
    },
    seen: () => tell({ is: "seen", seen: [...seen], rss: rssMb() }),
    rss: () => tell({ is: "rss", rss: rssMb() }),
  },
  () => host.close(),
);
tell({ is: "ready", firstMs, sinceStartMs: performance.now(), rss: rssMb() });
