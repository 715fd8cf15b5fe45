/** A window for the suites: talks to a host over a MessagePort, answers every patch, keeps what it was told. */
import { MessageChannel } from "node:worker_threads";
import type { Host } from "../../src-main/host/options.ts";
import { wireOverMessagePort } from "../../src-main/host/port/message-port.ts";
import { PORT_VERSION } from "../../shared/wire/version.ts";
import type { HostMessage, LineReport, WindowMessage } from "../../shared/wire/port.ts";
import type { Question } from "../../shared/view.ts";

export interface TestView {
  /** The latest whole answer, or the rows of a keyed one, as the window has put them together. */
  value(): unknown;
}

export interface TestWindow {
  open(question: Question): TestView;
  line(): LineReport | null;
  heard(): readonly HostMessage[];
  say(message: WindowMessage): void;
  /** Waits until something holds; fails after a generous while with what was heard last. */
  until(holds: () => boolean): Promise<void>;
  close(): void;
}

export function openWindow(host: Pick<Host, "attach">): TestWindow {
  const { port1, port2 } = new MessageChannel();
  host.attach(wireOverMessagePort(port1));
  const heard: HostMessage[] = [];
  const values = new Map<number, unknown>();
  let line: LineReport | null = null;
  let views = 0;
  const say = (message: WindowMessage) => port2.postMessage(message);
  port2.on("message", (message: HostMessage) => {
    heard.push(message);
    if (heard.length > 100) heard.shift();
    if (message.say === "line" || message.say === "welcome") line = message.line;
    if (message.say === "whole") values.set(message.view, message.value);
    if (message.say === "keyed") {
      const rows = new Map(message.reset ? [] : (values.get(message.view) as Map<number, { uid: number }>));
      for (const uid of message.del) rows.delete(uid);
      for (const row of message.put) rows.set(row.uid, row);
      values.set(message.view, rows);
    }
    if (message.say === "whole" || message.say === "keyed" || message.say === "columns") {
      say({ say: "drawn", view: message.view, rev: message.rev });
    }
  });
  say({ say: "hello", port: PORT_VERSION, program: "wall" });
  return {
    open(question) {
      const view = ++views;
      say({ say: "open", view, question });
      return { value: () => values.get(view) };
    },
    line: () => line,
    heard: () => heard,
    say,
    async until(holds) {
      for (let waited = 0; !holds(); waited += 20) {
        if (waited > 40_000)
          throw new Error(`waited in vain; heard last: ${JSON.stringify(heard.slice(-3)).slice(0, 2_000)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: () => port2.close(),
  };
}
