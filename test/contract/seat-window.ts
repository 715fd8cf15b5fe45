/** A window of a seat for the suites: acts, asks and looks at views of a host in this process. */
import type { SeatsValue, SessionValue } from "../../shared/seat.ts";
import type { Question, WholeValues } from "../../shared/view.ts";
import type { DeskAnswer, DeskMessage } from "../../shared/wire/desk.ts";
import type { ActResult, HostAct, HostMessage } from "../../shared/wire/port.ts";
import type { Host } from "../../src-main/host/options.ts";
import { openWindow, type TestWindow } from "./test-window.ts";

export interface SeatWindow extends TestWindow {
  act(what: HostAct): Promise<ActResult>;
  /** @param holdMs real ms before which it does not leave */
  ask(message: DeskMessage, holdMs?: number): Promise<DeskAnswer>;
  session(): SessionValue | undefined;
  seats(): SeatsValue | undefined;
  outbox(): WholeValues["outbox"]["entries"];
  /** Rows of the list of all cases; −1 before it was told. */
  cases(): number;
}

export function openSeatWindow(host: Pick<Host, "attach">): SeatWindow {
  const window = openWindow(host);
  let said = 0;
  const view = <T>(question: Question) => {
    const it = window.open(question);
    return () => it.value() as T | undefined;
  };
  const session = view<SessionValue>({ view: "session" });
  const seats = view<SeatsValue>({ view: "seats" });
  const outbox = view<WholeValues["outbox"]>({ view: "outbox" });
  const cases = view<WholeValues["cases"]>({ view: "cases", query: {}, offset: 0, limit: 1 });
  const heard = async <T>(read: (message: HostMessage) => T | null): Promise<T> => {
    const found = () =>
      window
        .heard()
        .map(read)
        .find((it) => it !== null) ?? null;
    await window.until(() => found() !== null);
    return found() as T;
  };
  return {
    ...window,
    async act(what) {
      const number = ++said;
      window.say({ say: "act", act: number, what });
      return heard((one) => (one.say === "acted" && one.act === number ? one.result : null));
    },
    async ask(message, holdMs) {
      const number = ++said;
      window.say({ say: "ask", ask: number, message, ...(holdMs === undefined ? {} : { holdMs }) });
      return heard((one) => (one.say === "answered" && one.ask === number ? one.answer : null));
    },
    session,
    seats,
    outbox: () => outbox()?.entries ?? [],
    cases: () => cases()?.total ?? -1,
  };
}
