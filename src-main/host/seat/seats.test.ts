import { beforeEach, describe, expect, test } from "vitest";
import type { SeatsMessage } from "../../../shared/wire/hub.ts";
import { openSeats, type Seats } from "./seats.ts";

let looked: number[];
let seats: Seats;
beforeEach(() => {
  looked = [];
  seats = openSeats("desk-1", (caseUid) => void looked.push(caseUid));
});

const seat = (person: number, machine: string): SeatsMessage["seats"][number] => ({
  person,
  name: `P${person}`,
  role: "dispatcher",
  machine,
  caseUid: 0,
  since: 1,
});

describe("seats", () => {
  test("Z5 the window that spoke last says what is looked at here; who closes looks at nothing", () => {
    const [a, b] = [seats.window(), seats.window()];
    a.looks(5);
    b.looks(7);
    b.looks(7);
    a.looks(0);
    expect(seats.looks()).toBe(7);
    a.looks(5);
    b.end();
    a.end();
    expect(looked).toEqual([5, 7, 5, 0]);
  });

  test("Z6 claims end by themselves, also while nothing more is heard, at the pace of the hub", () => {
    const claims = [{ caseUid: 3, person: 1, name: "P1", leftMs: 1_000 }];
    seats.take({ seats: [seat(1, "desk-1"), seat(1, "desk-2"), seat(2, "desk-1")], claims }, 10_000, 60);
    const before = seats.version();
    expect(seats.value(true, 1, 69_999)).toMatchObject({
      current: true,
      seats: [{ own: true }, { own: false }, { own: false }],
      claims: [{ until: 70_000, own: true }],
    });
    expect(seats.value(false, 2, 70_000)).toMatchObject({ current: false, seats: [{}, {}, {}], claims: [] });
    seats.forget();
    expect(seats.value(true, null, 1)).toEqual({ current: true, seats: [], claims: [] });
    expect(seats.version()).toBeGreaterThan(before);
  });
});
