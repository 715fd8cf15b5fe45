import { describe, expect, test } from "vitest";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import { DELTAS_IN_FLIGHT, type Hello } from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";
import type { Granted } from "./grants.ts";
import {
  NEW_SESSION,
  OWING_MS,
  WAITING_BYTES,
  guestOf,
  step,
  type Session,
  type SessionAction,
  type SessionEvent,
} from "./session.ts";

const place = { epoch: "e", head: 100, floor: 10 };
const ADMIN: Granted = { role: "admin", scope: EVERYTHING };
const wall = (scope: Partial<Scope> = {}): Granted => ({ role: "wall", scope: { ...EVERYTHING, ...scope } });
const NO_TOKEN: Granted = { refused: "tokenMissing" };
const hello = (said: Partial<Hello> = {}, granted: Granted = ADMIN): SessionEvent => ({
  event: "hello",
  granted,
  hello: {
    wire: HUB_WIRE_VERSION,
    token: "",
    name: "",
    epoch: "e",
    cursor: 50,
    snapshot: null,
    scope: EVERYTHING,
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
const sent = (to: number, now = 0): SessionEvent => ({ event: "sent", to, now });
const credit = (to: number, now = 0): SessionEvent => ({ event: "credit", to, now });
const rights = (granted: Granted, now = 0): SessionEvent => ({ event: "rights", granted, now });
const weigh = (bytes: number, now: number): SessionEvent => ({ event: "weigh", bytes, now });
const digest = (...buckets: ("cases" | "grids")[]): SessionEvent => ({ event: "digest", buckets });
const PAGE: SessionEvent = { event: "page" };
const DESK: SessionEvent = { event: "desk" };
const STATUS: SessionEvent = { event: "status" };

describe("F1 hello comes first", () => {
  test("everything else before it is a fault", () => {
    for (const event of [PAGE, DESK, STATUS, tail(50), credit(0), digest()]) {
      expect(action(NEW_SESSION, event)?.do).toBe("fault");
    }
    for (const event of [look(100), rights(ADMIN), weigh(0, 1e9)]) {
      expect(step(NEW_SESSION, event)).toEqual({ session: NEW_SESSION, action: null });
    }
  });

  test("another wire version is told both numbers and stays outside", () => {
    const old: SessionEvent = { event: "stranger", wire: HUB_WIRE_VERSION + 1 };
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
    ["an empty cache", { epoch: null, cursor: 0, scope: null }, "snapshot"],
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
      expect(action(session, PAGE)).toEqual({ do: "page" });
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
    expect(session).toMatchObject({ at: "tailing", unanswered: [{ to: 40 }, { to: 50 }] });
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
      expect(step(session, DESK)).toEqual({ session, action: { do: "desk" } });
      expect(step(session, STATUS)).toEqual({ session, action: { do: "status" } });
    }
  });
});

/** All that a host may say or that may happen, but hello. */
const anything = [
  PAGE,
  DESK,
  STATUS,
  tail(50),
  tail(9),
  credit(0),
  credit(999),
  digest("cases"),
  look(100),
  rights(ADMIN),
];

describe("F8 a token that is not granted", () => {
  test("is refused, and nothing else is heard or said until the next hello", () => {
    const refused = step(after(hello(), tail(50)), hello({}, NO_TOKEN));
    expect(refused.action).toEqual({ do: "refused", why: "tokenMissing" });
    expect(guestOf(refused.session)).toBeNull();
    for (const event of [...anything, sent(60), { event: "lost" } as const]) {
      expect(step(refused.session, event)).toEqual({ session: refused.session, action: null });
    }
    expect(action(refused.session, hello())).toEqual({ do: "welcome", mode: "tail" });
  });
});

describe("F10 rights that change", () => {
  const tailing = after(hello({ name: "大厅" }), tail(50), sent(60), digest("cases"));

  test("the same rights change nothing", () => {
    expect(step(tailing, rights(ADMIN))).toEqual({ session: tailing, action: null });
  });

  test.each<[string, Granted]>([
    ["a narrower scope", { role: "admin", scope: { ...EVERYTHING, departments: [1] } }],
    ["another role", wall()],
    ["a token taken back", NO_TOKEN],
  ])("%s: the host is told, and from then on only its hello is heard", (_what, granted) => {
    for (const session of [tailing, after(hello())]) {
      const told = step(session, rights(granted));
      expect(told.action).toEqual({ do: "rescope" });
      for (const event of [...anything, sent(60), { event: "lost" } as const, rights(granted)]) {
        expect(step(told.session, event)).toEqual({ session: told.session, action: null });
      }
      expect(action(told.session, hello({}, granted))).not.toBeNull();
    }
  });

  test("a credit for what was sent before is none too many after the next hello", () => {
    const again = step(step(tailing, rights(wall())).session, hello({}, wall())).session;
    expect(step(again, credit(60))).toEqual({ session: again, action: null });
  });
});

describe("F11 what a hello is answered, by its scope", () => {
  const copy = { at: 50, table: "cases", after: 7 } as const;
  const north = [1, 2];

  test.each<[string, Partial<Hello>, Granted, string]>([
    ["rows without a scope", { scope: null }, ADMIN, "snapshot"],
    ["rows of the same scope", { scope: EVERYTHING }, ADMIN, "tail"],
    ["rows of a wider scope", { scope: EVERYTHING }, wall({ departments: north, personal: false }), "tail"],
    ["rows of a narrower scope", { scope: { ...EVERYTHING, departments: north } }, ADMIN, "snapshot"],
    ["rows of another part", { scope: { ...EVERYTHING, departments: [3] } }, wall({ departments: north }), "snapshot"],
    ["rows with their texts masked", { scope: { ...EVERYTHING, personal: false } }, ADMIN, "snapshot"],
    ["rows of a month ago", { scope: { ...EVERYTHING, textsSince: 1 } }, wall({ textsSince: 2 }), "tail"],
    ["an unfinished copy of the same scope", { snapshot: copy }, ADMIN, "resume"],
    ["an unfinished copy of a wider scope", { snapshot: copy }, wall({ departments: north }), "snapshot"],
    ["an unfinished copy without a scope", { snapshot: copy, scope: null }, ADMIN, "snapshot"],
  ])("%s", (_what, said, granted, mode) => {
    expect(action(NEW_SESSION, hello(said, granted))).toEqual({ do: "welcome", mode });
  });
});

describe("F12 who takes too little", () => {
  const cut = (found: SessionAction | null) => (found?.do === "fault" ? found.what : null);

  test("an answer owed for more than ten minutes ends the conversation, in words", () => {
    const owing = after(hello({ name: "大厅" }), tail(50), sent(60, 1_000), sent(70, 5_000));
    expect(action(owing, weigh(0, 1_000 + OWING_MS))).toBeNull();
    expect(cut(action(owing, weigh(0, 1_001 + OWING_MS)))).toBe('no answer from "大厅" for 10 minutes');
    const better = step(owing, credit(60, 400_000)).session;
    expect(action(better, weigh(0, 400_000 + OWING_MS))).toBeNull();
    expect(cut(action(better, weigh(0, 400_001 + OWING_MS)))).toContain("no answer");
    expect(action(step(better, credit(70, 500_000)).session, weigh(0, 1e9))).toBeNull();
  });

  test("an answer that settles nothing gains no time", () => {
    const owing = after(hello(), tail(50), sent(60, 0), sent(70, 0), credit(55, 300_000));
    expect(cut(action(owing, weigh(0, OWING_MS + 1)))).toContain("no answer");
  });

  test("a hello owed after a rescope counts too", () => {
    const told = after(hello(), rights(NO_TOKEN, 7));
    expect(action(told, weigh(0, 7 + OWING_MS))).toBeNull();
    expect(cut(action(told, weigh(0, 8 + OWING_MS)))).toContain("no answer");
  });

  test("more bytes than may wait end it, whatever the host has said", () => {
    for (const session of [NEW_SESSION, after(hello()), after(hello(), tail(50)), after(hello({}, NO_TOKEN))]) {
      expect(action(session, weigh(WAITING_BYTES, 0))).toBeNull();
      expect(cut(action(session, weigh(WAITING_BYTES + 1, 0)))).toContain("32 MB wait for");
    }
  });
});

describe("G3 sums", () => {
  test("are due when everything up to the head has been sent, and once", () => {
    const asked = after(hello(), tail(50), digest("cases"));
    expect(action(asked, look(100))).toEqual({ do: "delta", from: 50 });
    const level = step(asked, sent(100)).session;
    expect(action(level, look(100))).toEqual({ do: "digest", buckets: ["cases"] });
    expect(action(level, look(101))).toEqual({ do: "delta", from: 100 });
    const told = step(level, { event: "summed" }).session;
    expect(action(told, look(100))).toBeNull();
  });

  test("asked for twice are answered together, and a tail asked for again leaves them due", () => {
    const asked = after(hello(), tail(100), digest("cases"), digest("grids", "cases"), tail(100));
    expect(action(asked, look(100))).toEqual({ do: "digest", buckets: ["cases", "grids"] });
  });

  test("during a copy there is nothing to compare", () => {
    const copying = after(hello(), digest("cases"));
    expect(action(copying, look(100))).toBeNull();
    expect(action(step(copying, tail(100)).session, look(100))).toBeNull();
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
