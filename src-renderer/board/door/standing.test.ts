import { describe, expect, test } from "vitest";
import type { SessionValue } from "../../../shared/seat.ts";
import type { PersonWord } from "../../../shared/wire/door.ts";
import { standingOf } from "./standing.ts";

const LI: PersonWord = { uid: 2, login: "li", name: "李明", role: "dispatcher" };
const ZHAO: PersonWord = { uid: 3, login: "zhao", name: "赵敏", role: "acceptor" };
const session = (state: SessionValue["state"], more: Partial<SessionValue> = {}): SessionValue => ({
  state,
  person: state === "in" || state === "ended" ? LI : null,
  session: 1,
  since: 0,
  mustChange: false,
  trouble: null,
  screenCode: null,
  machine: "3",
  ...more,
});
const of = (value: SessionValue | null, was?: PersonWord | null, later = false, locked = false) =>
  standingOf(value, was, later, locked);

describe("the door", () => {
  test("Z91 before anybody knows, nothing is shown of anybody; pages that are open stay", () => {
    expect(of(null)).toEqual({ show: "waiting" });
    expect(of(session("unknown"))).toEqual({ show: "waiting" });
    expect(of(session("unknown"), LI)).toEqual({ show: "desk", person: LI, cover: null });
  });

  test("Z91 while nobody has an account the first administrator is asked for, and one may go on without", () => {
    expect(of(session("open"))).toEqual({ show: "first" });
    expect(of(session("open"), undefined, true)).toEqual({ show: "desk", person: null, cover: null });
    expect(of(session("out"), null, true)).toEqual({ show: "login", ended: null });
  });

  test("Z91 a session that ends while pages are open asks for the password over them; in a fresh window it is the log in", () => {
    expect(of(session("ended"), LI)).toEqual({ show: "desk", person: LI, cover: "again" });
    expect(of(session("ended"))).toEqual({ show: "login", ended: LI });
    expect(of(session("out"), LI)).toEqual({ show: "login", ended: null });
  });

  test("Z91 a password given by somebody else is changed before anything is seen, or over what the person already had open", () => {
    expect(of(session("in", { mustChange: true }))).toEqual({ show: "change" });
    expect(of(session("in", { mustChange: true }), ZHAO)).toEqual({ show: "change" });
    expect(of(session("in", { mustChange: true }), LI)).toEqual({ show: "desk", person: LI, cover: "change" });
  });

  test("Z91 a locked seat shows nothing, and only to who is in", () => {
    expect(of(session("in"), LI, false, true)).toEqual({ show: "desk", person: LI, cover: "lock" });
    expect(of(session("in"), LI)).toEqual({ show: "desk", person: LI, cover: null });
    expect(of(session("ended"), LI, false, true)).toEqual({ show: "desk", person: LI, cover: "again" });
  });
});
