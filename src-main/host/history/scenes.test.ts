/** Which scene was on which window when, as the record of this machine gives it back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openHistory, type History } from "./history.ts";

const START = Date.UTC(2026, 10, 22, 0);
const [SECOND, MINUTE, DAY] = [1_000, 60_000, 86_400_000];

let dir: string;
let opened: History[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-scenes-"));
  opened = [];
});
afterEach(() => {
  for (const each of opened) each.close();
  rmSync(dir, { recursive: true });
});

function open(days = 7): History {
  const history = openHistory({
    dataDir: dir,
    driver: "better-sqlite3",
    log: (event) => expect.fail(event.event),
    days,
  });
  opened.push(history);
  return history;
}

/** Beats once a second from one second after the start to another. */
function beats(history: History, from: number, to: number, epoch: string | null = "a"): void {
  for (let s = from; s <= to; s++) history.beat(START + s * SECOND, 1, epoch);
}
const wall = (scene: string, replaying = false) => ({ program: "wall", scene, replaying });
/** Seconds after the start, and what was shown. */
const shown = (history: History, from = -DAY, to = 30 * DAY) =>
  history
    .scenes(START + from, START + to)
    .map(({ scene, replaying, from: began, until }) => [
      (began - START) / SECOND,
      (until - START) / SECOND,
      replaying ? `${scene} in replay` : scene,
    ]);

describe("Y11 the record of scenes", () => {
  test("has each scene from when it came to when another did, over a restart, and what goes on", () => {
    const first = open();
    const window = first.window();
    window.show(wall("overview"), START);
    beats(first, 1, 100);
    window.show(wall("overview"), START + 101 * SECOND);
    window.show(wall("patrol"), START + 101 * SECOND);
    beats(first, 102, 110);
    window.show(wall("patrol", true), START + 111 * SECOND);
    beats(first, 112, 120);
    const expected = [
      [1, 101, "overview"],
      [101, 111, "patrol"],
      [111, 120, "patrol in replay"],
    ];
    expect(shown(first)).toEqual(expected);
    first.close();
    const second = open();
    beats(second, 500, 501);
    expect(shown(second)).toEqual(expected);
    expect(shown(second, 105 * SECOND, 108 * SECOND)).toEqual([expected[1]]);
  });

  test("has the scenes of several windows side by side, and ends with the window", () => {
    const history = open();
    const [left, right] = [history.window(), history.window()];
    beats(history, 0, 0);
    left.show(wall("overview"), START + SECOND);
    right.show(wall("cameras"), START + 2 * SECOND);
    beats(history, 3, 9);
    left.end(START + 10 * SECOND);
    beats(history, 11, 20);
    expect(shown(history)).toEqual([
      [1, 10, "overview"],
      [2, 20, "cameras"],
    ]);
  });

  test("has nothing of a time that nobody was there to see, nor of one that was set back", () => {
    const history = open();
    history.window().show(wall("overview"), START);
    beats(history, 0, 10);
    beats(history, 4_000, 4_010);
    beats(history, 2_000, 2_010);
    expect(shown(history)).toEqual([
      [0, 10, "overview"],
      [2_000, 2_010, "overview"],
      [4_000, 4_010, "overview"],
    ]);
  });

  test("costs a minute at most when the power goes", () => {
    const history = open();
    history.window().show(wall("overview"), START);
    beats(history, 0, 100);
    // The file as another process finds it while this one has not closed it.
    const file = new DatabaseSync(join(dir, "tracks.db"), { readOnly: true });
    expect(file.prepare("SELECT scene, untilAt FROM scenes").all()).toEqual([
      { scene: "overview", untilAt: START + MINUTE },
    ]);
    file.close();
  });

  test("begins in a file of positions that an earlier version made, which keeps what it has", () => {
    const before = open();
    beats(before, 0, 0);
    before.close();
    const file = new DatabaseSync(join(dir, "tracks.db"));
    file.exec("DROP TABLE scenes; PRAGMA user_version = 10; INSERT INTO blocks VALUES (1, 2, 3, 4, 5, x'00')");
    file.close();
    const history = open();
    history.window().show(wall("overview"), START);
    beats(history, 1, 3);
    history.close();
    const again = new DatabaseSync(join(dir, "tracks.db"), { readOnly: true });
    expect(again.prepare("SELECT scene FROM scenes").all()).toEqual([{ scene: "overview" }]);
    expect(again.prepare("SELECT unit FROM blocks").all()).toEqual([{ unit: 1 }]);
    again.close();
  });

  test("is of one city, begins where the city is known, and is kept as long as positions are", () => {
    const history = open(2);
    const window = history.window();
    window.show(wall("overview"), START);
    beats(history, 0, 5, null);
    expect(shown(history)).toEqual([]);
    beats(history, 6, 70);
    window.show(wall("patrol"), START + 71 * SECOND);
    expect(shown(history)).toEqual([[6, 71, "overview"]]);
    const later = (3 * DAY) / SECOND;
    beats(history, later, later + 70);
    expect(shown(history)).toEqual([[later, later + 70, "patrol"]]);
    beats(history, later + 71, later + 80, "b");
    expect(shown(history)).toEqual([[later + 71, later + 80, "patrol"]]);
    history.close();
    const none = open(0);
    none.window().show(wall("overview"), START);
    beats(none, 0, 70);
    expect(shown(none)).toEqual([]);
  });
});
