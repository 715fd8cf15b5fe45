/**
 * A host of a seat without a hub, for the bench: a cache of invented cases, its views, and the server that windows come to.
 * Nobody has an account, and the line is said to stand. Arguments: folder for the cache, folder of the pages, how many
 * cases, and how many of them are open.
 */
import { FIRST_ONLY } from "../../../shared/only.ts";
import type { LineReport } from "../../../shared/wire/port.ts";
import { converse, type Conversation } from "../../../src-main/host/port/conversation.ts";
import { wireOverWebSocket } from "../../../src-main/host/port/web-socket.ts";
import { NO_SEAT, NOTHING_BESIDE, type Beside } from "../../../src-main/host/views/beside.ts";
import { queueAnswer, type QueueQuestion } from "../../../src-main/host/views/queue.ts";
import { openSource, type Source } from "../../../src-main/host/views/source.ts";
import { openViews } from "../../../src-main/host/views/views.ts";
import { openKioskServer } from "../../../src-main/kiosk/server.ts";
import { NOW } from "../invented-cases.ts";
import { ROUNDS, type HostAnswer, type HostAsked } from "./host-words.ts";
import { COMMON_WORDS, openCity, RARE_WORDS } from "./open-city.ts";
import { plainQueue } from "./plain-queue.ts";

const [dataDir, pagesDir, howMany, open] = process.argv.slice(2);
if (dataDir === undefined || pagesDir === undefined || process.send === undefined) {
  throw new Error("started by a bench only, with its folders");
}

const started = performance.now();
const hubNow = () => NOW + (performance.now() - started);
const session = { ...NO_SEAT.session(), state: "open", machine: "bench" } as const;
const kept = new Map<string, { key: string; value: string; at: number }>();
let keptVersion = 0;
const beside: Beside = {
  ...NOTHING_BESIDE,
  rights: () => ({ role: "admin", scope: null }),
  seat: {
    ...NO_SEAT,
    session: () => session,
    seats: () => ({ current: true, seats: [], claims: [] }),
    kept: (prefix) => [...kept.values()].filter(({ key }) => key.startsWith(prefix)),
    keptVersion: () => keptVersion,
  },
};
const cache = openCity(dataDir, Number(howMany), Number(open));
const source = await openSource(cache.read, hubNow, beside);
const views = openViews(
  source,
  () => performance.now(),
  (event) => process.stderr.write(`${JSON.stringify(event)}\n`),
);
const conversations = new Set<Conversation>();
const report = (): LineReport => ({
  state: "live",
  silentMs: 0,
  hubNow: hubNow(),
  pace: 1,
  dataAt: NOW,
  trouble: null,
  progress: null,
  retryInMs: null,
  clockOffMs: 0,
  outbox: { waiting: 0, conflicts: 0 },
  readOnly: null,
});
const server = await openKioskServer({
  pagesDir,
  basemap: null,
  port: 0,
  report,
  log: (line) => process.stderr.write(`${line}\n`),
  attach(socket) {
    const conversation = converse({
      wire: wireOverWebSocket(socket),
      views,
      welcome: () => ({ product: "Citywall", language: null, basemap: null, line: report() }),
      tracks: () => null,
      desk: async () => ({ answer: "queued" }),
      async act(what) {
        if (what.do !== "keep") return { did: "noted" };
        if (what.value === null) kept.delete(what.key);
        else kept.set(what.key, { key: what.key, value: what.value, at: Date.now() });
        keptVersion++;
        return { did: "kept" };
      },
      watch: () => {
        throw new Error("the bench has no cameras");
      },
      real: () => performance.now(),
      onEnd: () => conversations.delete(conversation),
    });
    conversations.add(conversation);
  },
});
const beat = setInterval(() => views.beat(), 50);
const tell = setInterval(() => conversations.forEach((each) => each.tellLine(report())), 1_000);
const answer = (message: HostAnswer) => process.send?.(message);

process.on("message", (asked: HostAsked) => {
  if (asked.ask === "measure") return answer(measured(source));
  clearInterval(beat);
  clearInterval(tell);
  for (const each of conversations) each.close();
  void server.close().then(() => {
    cache.close();
    process.disconnect();
  });
});
answer({ say: "ready", url: server.url });

/** The middle times of questions as filters and texts ask them, and of the same asked of plain objects; both must agree. */
function measured(of: Source): Extract<HostAnswer, { say: "measured" }> {
  // What somebody who types finds read already: the program reads open cases while the queue is open.
  for (let before = -1; before !== of.openCases.version();) {
    before = of.openCases.version();
    of.openCases.readOn(1_000, () => performance.now());
  }
  const question: QueueQuestion = { view: "queue", role: "dispatcher", only: FIRST_ONLY, text: "", order: "burns" };
  const plain = plainQueue(of);
  const filters: readonly QueueQuestion[] = [
    question,
    { ...question, only: { which: "overdueOpen" } },
    { ...question, only: { ...FIRST_ONLY, department: 3 } },
    { ...question, only: { ...FIRST_ONLY, classUid: 2 } },
    { ...question, order: "newest" },
  ];
  const texts: readonly QueueQuestion[] = [
    RARE_WORDS,
    COMMON_WORDS,
    "人民路12号",
    `${COMMON_WORDS} 地铁口`,
    "2026000",
  ].map((text) => ({ ...question, text }));
  const middleOf = (questions: readonly QueueQuestion[], ask: (one: QueueQuestion) => Uint32Array): number => {
    const took: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const one of questions) {
        const from = performance.now();
        const found = ask(one);
        took.push(performance.now() - from);
        if (round === 0 && !same(found, plain(one)))
          throw new Error(`the queue and plain objects differ: ${JSON.stringify(one)}`);
      }
    }
    return took.toSorted((a, b) => a - b)[took.length >> 1] as number;
  };
  const own = (one: QueueQuestion) => queueAnswer(one, of).uid;
  return {
    say: "measured",
    filterMs: middleOf(filters, own),
    plainFilterMs: middleOf(filters, plain),
    searchMs: middleOf(texts, own),
    plainSearchMs: middleOf(texts, plain),
  };
}

function same(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((uid, i) => uid === b[i]);
}
