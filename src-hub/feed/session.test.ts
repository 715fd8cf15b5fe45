import { describe, expect, test } from "vitest";
import { DELTAS_IN_FLIGHT, type Hello } from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";
import { NEW_SESSION, step, type Session, type SessionEvent } from "./session.ts";

const place = { epoch: "e", head: 100, floor: 10 };
const hello = (said: Partial<Hello> = {}): SessionEvent => ({
  event: "hello",
  hello: {
    wire: HUB_WIRE_VERSION,
    token: "",
    name: "",
    epoch: "e",
    cursor: 50,
    snapshot: null,
    scope: null,
    keepMonths: null,
    ...said,
  },
  place,
});
/** Where a session stands after these events. */
const after = (...events: SessionEvent[]): Session =>
  events.reduce((session, event) => step(session, event).session, NEW_SESSION);
const action = (session: Session, event: SessionEvent) => step(session, event).action;
const tail = (cursor: number): SessionEvent => ({ event: "tail", cursor, place });
const look = (head: number): SessionEvent => ({ event: "look", head });
const sent = (to: number): SessionEvent => ({ event: "sent", to });
const credit = (to: number): SessionEvent => ({ event: "credit", to });

describe("F1 hello comes first", () => {
  test("page, request, tail and credit before it are faults", () => {
    for (const event of [{ event: "page" } as const, { event: "desk" } as const, tail(50), credit(0)]) {
      expect(action(NEW_SESSION, event)?.do).toBe("fault");
    }
    expect(action(NEW_SESSION, look(100))).toBeNull();
  });

  test("another wire version is told both numbers and stays outside", () => {
    const old: SessionEvent = { event: "hello", hello: { wire: HUB_WIRE_VERSION + 1 }, place };
    expect(action(NEW_SESSION, old)).toEqual({ do: "wireVersion", host: HUB_WIRE_VERSION + 1 });
    expect(after(old).at).toBe("new");
    expect(after(hello(), tail(50), old).at).toBe("new");
  });

  test("it may come again and ends the tail until that is asked for", () => {
    const again = after(hello(), tail(50), sent(60), hello());
    expect(again.at).toBe("greeted");
    expect(action(again, look(100))).toBeNull();
    // A credit for a delta from before is no fault.
    expect(action(again, credit(60))).toBeNull();
  });
});

describe("F2 what a hello is answered", () => {
  const mode = (said: Partial<Hello>) => action(NEW_SESSION, hello(said));
  const copy = (at: number) => ({ at, table: "cases", after: 7 }) as const;

  test.each<[string, Partial<Hello>, string]>([
    ["between floor and head", { cursor: 50 }, "tail"],
    ["at the head", { cursor: 100 }, "tail"],
    ["at the floor", { cursor: 10 }, "tail"],
    ["below the floor", { cursor: 9 }, "snapshot"],
    ["ahead of the head", { cursor: 101 }, "snapshot"],
    ["another epoch", { epoch: "other" }, "snapshot"],
    ["an empty cache", { epoch: null, cursor: 0 }, "snapshot"],
    ["an unfinished copy", { cursor: 0, snapshot: copy(10) }, "resume"],
    ["an unfinished copy begun below the floor", { cursor: 50, snapshot: copy(9) }, "snapshot"],
    ["an unfinished copy begun ahead of the head", { snapshot: copy(101) }, "snapshot"],
    ["an unfinished copy of another epoch", { epoch: "other", snapshot: copy(50) }, "snapshot"],
  ])("%s", (_what, said, answer) => {
    expect(mode(said)).toEqual({ do: "welcome", mode: answer });
  });
});

describe("F3 the tail", () => {
  test("starts where it is asked for, not before", () => {
    expect(action(after(hello()), look(100))).toBeNull();
    expect(action(after(hello(), tail(50)), look(100))).toEqual({ do: "delta", from: 50 });
    expect(action(after(hello(), tail(100)), look(100))).toBeNull();
  });

  test("outside floor and head the answer is behind, and a full copy may follow", () => {
    for (const cursor of [9, 101]) {
      expect(action(after(hello()), tail(cursor))).toEqual({ do: "behind" });
      const session = after(hello(), tail(cursor));
      expect(session.at).toBe("greeted");
      expect(action(session, { event: "page" })).toEqual({ do: "page" });
    }
  });

  test("a cursor the floor has passed is behind", () => {
    const session = after(hello(), tail(50));
    expect(action(session, { event: "lost" })).toEqual({ do: "behind" });
    expect(after(hello(), tail(50), { event: "lost" }).at).toBe("greeted");
  });

  test("asked for again, it goes back", () => {
    const session = after(hello(), tail(50), sent(60), sent(70), tail(50));
    expect(action(session, look(100))).toEqual({ do: "delta", from: 50 });
  });
});

describe("F4 F5 credit", () => {
  const full = after(hello(), tail(10), ...Array.from({ length: DELTAS_IN_FLIGHT }, (_, i) => sent(20 + i * 10)));

  test("no more than DELTAS_IN_FLIGHT are unanswered", () => {
    expect(action(full, look(100))).toBeNull();
    expect(action(after(hello(), tail(10), sent(20)), look(100))).toEqual({ do: "delta", from: 20 });
  });

  test("a credit answers every delta up to its place", () => {
    const { session } = step(full, credit(30));
    expect(session).toMatchObject({ at: "tailing", unanswered: [40, 50] });
    expect(action(session, look(100))).toEqual({ do: "delta", from: 50 });
    expect(action(step(full, credit(15)).session, look(100))).toBeNull();
  });

  test("a credit for what was never sent is a fault; one from before the tail went back is not", () => {
    expect(action(full, credit(51))?.do).toBe("fault");
    const back = step(full, tail(10)).session;
    expect(action(back, credit(50))).toBeNull();
  });
});

describe("F7 requests to the desk", () => {
  test("are heard whenever the host has been greeted, and change nothing of the conversation", () => {
    for (const session of [after(hello()), after(hello(), tail(50), sent(60))]) {
      expect(step(session, { event: "desk" })).toEqual({ session, action: { do: "desk" } });
    }
  });
});

describe("F6 a fault ends the conversation", () => {
  test("nothing is heard after it", () => {
    const over = after(hello(), tail(50), { event: "garbled", what: "tail" });
    expect(over.at).toBe("over");
    for (const event of [hello(), tail(50), look(100), credit(0), sent(60), { event: "page" } as const]) {
      expect(step(over, event)).toEqual({ session: over, action: null });
    }
  });
});
