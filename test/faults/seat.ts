/**
 * Somebody at a window of a host: asks, acts, and sees how line and outbox stand. `openSeat` sits at a host in this process;
 * a host in another process is sat at through `child.ts`, in the same words.
 */
import { MessageChannel } from "node:worker_threads";
import type { OutboxEntry, SyncStatus } from "../../shared/sync-status.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { WholeValues } from "../../shared/view.ts";
import type { DeskAnswer, DeskMessage } from "../../shared/wire/desk.ts";
import type { ActResult, HostAct, HostMessage, LineReport, WindowMessage } from "../../shared/wire/port.ts";
import { PORT_VERSION } from "../../shared/wire/version.ts";
import type { Host } from "../../src-main/host/options.ts";
import { wireOverMessagePort } from "../../src-main/host/port/message-port.ts";

/** What a window shows at one moment; null before it was told. */
export interface Seen {
  readonly line: LineReport | null;
  readonly sync: SyncStatus | null;
  readonly outbox: readonly OutboxEntry[];
  /** Cases in the list of all cases. */
  readonly cases: number | null;
  /** Why a view could not be answered, the last time that happened. */
  readonly failed: Trouble | null;
  /** The case that is watched. */
  readonly watched: WholeValues["case"];
}

export interface Seat {
  seen(): Seen;
  /** Settles when the host answers; never when it is closed or killed before that. */
  ask(message: DeskMessage, holdMs?: number): Promise<DeskAnswer>;
  act(what: HostAct): Promise<ActResult>;
  /** Opens the view of one case. */
  watch(uid: number): void;
  close(): void;
}

export function openSeat(host: Pick<Host, "attach">): Seat {
  const { port1, port2 } = new MessageChannel();
  host.attach(wireOverMessagePort(port1));
  const seen: { -readonly [K in keyof Seen]: Seen[K] } = {
    line: null,
    sync: null,
    outbox: [],
    cases: null,
    watched: null,
    failed: null,
  };
  const answers = new Map<number, (answer: DeskAnswer) => void>();
  const results = new Map<number, (result: ActResult) => void>();
  /** Requests that the host has no room for yet: a window may have eight open (P8). */
  const queue: (() => void)[] = [];
  let said = 0;
  const say = (message: WindowMessage) => port2.postMessage(message);
  const shows: Record<number, (value: unknown) => void> = {
    1: (value) => (seen.sync = value as WholeValues["sync"]),
    2: (value) => (seen.outbox = (value as WholeValues["outbox"]).entries),
    3: (value) => (seen.cases = (value as WholeValues["cases"]).total),
  };

  const opened: WindowMessage[] = [
    { say: "open", view: 1, question: { view: "sync" } },
    { say: "open", view: 2, question: { view: "outbox" } },
    { say: "open", view: 3, question: { view: "cases", query: {}, offset: 0, limit: 1 } },
  ];

  function hear(message: HostMessage): void {
    switch (message.say) {
      case "welcome":
        seen.line = message.line;
        // Greeted anew means: nothing is open any more.
        for (const open of opened) say(open);
        return;
      case "line":
        seen.line = message.line;
        return;
      case "whole":
        shows[message.view]?.(message.value);
        return say({ say: "drawn", view: message.view, rev: message.rev });
      case "failed":
        seen.failed = message.trouble;
        return;
      case "answered":
        answers.get(message.ask)?.(message.answer);
        answers.delete(message.ask);
        return queue.shift()?.();
      case "acted":
        results.get(message.act)?.(message.result);
        results.delete(message.act);
    }
  }
  port2.on("message", hear);
  say({ say: "hello", port: PORT_VERSION, program: "wall" });

  return {
    seen: () => ({ ...seen }),
    ask: (message, holdMs) =>
      new Promise((resolve) => {
        const ask = ++said;
        const send = () => {
          answers.set(ask, resolve);
          say({ say: "ask", ask, message, ...(holdMs === undefined ? {} : { holdMs }) });
        };
        if (answers.size < 8) send();
        else queue.push(send);
      }),
    act: (what) =>
      new Promise((resolve) => {
        const act = ++said;
        results.set(act, resolve);
        say({ say: "act", act, what });
      }),
    watch(uid) {
      const view = 1_000 + ++said;
      const open: WindowMessage = { say: "open", view, question: { view: "case", uid } };
      shows[view] = (value) => (seen.watched = value as WholeValues["case"]);
      opened.push(open);
      say(open);
    },
    close: () => port2.close(),
  };
}
