import { describe, expect, test } from "vitest";
import type { SessionValue } from "../../shared/seat.ts";
import type { HostMessage, Wire } from "../../shared/wire/port.ts";
import { createAdmitted, gatedWire, type Admitted } from "./lan-gate.ts";

const session = (state: SessionValue["state"], uid = 0): SessionValue => ({
  state,
  person: uid === 0 ? null : { uid, login: `p${uid}`, name: `P${uid}`, role: "director" },
  ...{ session: uid, since: null, mustChange: false, trouble: null, screenCode: "CODE", machine: "hall-3" },
});

function bench(admitted: Admitted = createAdmitted(), browser = "a") {
  let say: (message: unknown) => void = () => {};
  const closers: (() => void)[] = [];
  const heard: HostMessage[] = [];
  const told: unknown[] = [];
  const state = { closed: false };
  const wire: Wire<unknown, HostMessage> = {
    send: (message) => void heard.push(message),
    onMessage: (listener) => (say = listener),
    onClose: (listener) => void closers.push(listener),
    close: () => {
      state.closed = true;
      for (const closer of closers) closer();
    },
  };
  const gated = gatedWire(wire, browser, admitted);
  gated.onMessage((message) => told.push(message));
  return {
    ...{ heard, told, state, admitted },
    say: (message: unknown) => say(message),
    host: (message: HostMessage) => gated.send(message),
    whole: (view: number, value: unknown) => gated.send({ say: "whole", view, rev: 1, value: value as never }),
    last: () => heard.at(-1),
    login(uid: number) {
      say({ say: "act", act: 1, what: { do: "login", login: `p${uid}`, password: "x" } });
      gated.send({ say: "acted", act: 1, result: { did: "door", result: { well: true } } });
    },
  };
}
const open = (view: number, name: string, more: object = {}) => ({
  say: "open",
  view,
  question: { view: name, ...more },
});

describe("a remote on the network", () => {
  test("X146 is nobody until somebody logged in through that very browser, whoever is in elsewhere", () => {
    const other = bench();
    other.say(open(1, "session"));
    other.whole(1, session("in", 5));
    expect(other.last()).toMatchObject({ value: { state: "out", person: null, screenCode: null, machine: "" } });

    other.say(open(2, "walls"));
    expect(other.last()).toMatchObject({ say: "failed", view: 2, trouble: { code: "remoteMayNot" } });
    other.say({ say: "act", act: 7, what: { do: "direct", act: { do: "lock", wall: "hall" } } });
    expect(other.last()).toMatchObject({ say: "acted", act: 7, result: { did: "not" } });
    expect(other.told).toEqual([open(1, "session")]);

    other.login(5);
    expect(other.heard.filter(({ say }) => say === "whole").at(-1)).toMatchObject({ value: { person: { uid: 5 } } });
    other.say(open(3, "walls"));
    expect(other.told.at(-1)).toEqual(open(3, "walls"));
  });

  test("X146 a log in that was refused lets nobody in", () => {
    const { say, host, last, admitted } = bench();
    say({ say: "act", act: 1, what: { do: "login", login: "p5", password: "x" } });
    host({
      ...{ say: "acted", act: 1 },
      result: { did: "door", result: { well: false, why: "wrongPassword", retryMs: null, left: 4 } },
    });
    expect(last()).toMatchObject({ say: "acted" });
    expect(admitted.has("a")).toBe(false);
  });

  test("X147 may ask for what a remote needs and for nothing else, least of all where a camera is", () => {
    const { say, told, last, state, login } = bench();
    login(5);
    for (const view of ["camera", "gateways", "kept", "points", "handovers"]) {
      say(open(4, view));
      expect(last(), view).toMatchObject({ say: "failed", view: 4 });
    }
    say(open(5, "ruleFiles", { kind: "policies" }));
    expect(last()).toMatchObject({ say: "failed", view: 5 });
    for (const what of ["office", "support", "keep", "nameFirst", "turn", "shows"]) {
      say({ say: "act", act: 9, what: { do: what } });
      expect(last(), what).toMatchObject({ say: "acted", act: 9, result: { did: "not" } });
    }
    expect(told).toHaveLength(1);
    expect(state.closed).toBe(false);
    say({ say: "ask", ask: 1, message: {} });
    expect(state.closed).toBe(true);
  });

  test("X147 a page that is no remote is turned away", () => {
    const { say, told, state } = bench();
    say({ say: "hello", port: 1, program: "wall" });
    expect(told).toEqual([]);
    expect(state.closed).toBe(true);
  });

  test("X148 when who was in has left, or another has logged in, everybody else is out", () => {
    const admitted = createAdmitted();
    const a = bench(admitted, "a");
    const b = bench(admitted, "b");
    for (const each of [a, b]) each.say(open(1, "session"));
    a.login(5);
    a.whole(1, session("in", 5));
    b.login(6);
    expect([admitted.has("a"), admitted.has("b")]).toEqual([false, true]);
    b.whole(1, session("in", 6));
    // What was said before the log in and comes late puts nobody out.
    b.say(open(2, "walls"));
    b.whole(1, session("out"));
    expect(admitted.has("b")).toBe(false);
    expect(b.state.closed).toBe(true);
  });

  test("X148 a word of the session that is older than the log in puts nobody out", () => {
    const { say, whole, login, admitted } = bench();
    say(open(1, "session"));
    login(5);
    whole(1, session("out"));
    expect(admitted.has("a")).toBe(true);
  });

  test("X149 while nobody has an account there is no remote, and it is told why", () => {
    const { say, whole, last } = bench();
    say(open(1, "session"));
    whole(1, session("open"));
    expect(last()).toMatchObject({ value: { state: "unknown", trouble: { code: "remoteNoAccounts" } } });
  });
});
