// What the bar of replay shows and does, over invented cases, without a map and without a host.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { fakeCity } from "../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../test/fixtures/fake-link.ts";
import type { Fact } from "../../shared/case/case.ts";
import { CASE_STATES, stateCode } from "../../shared/case/state.ts";
import { gather } from "../../shared/replay/stretch.ts";
import { EMPTY_SLOT, type ReplayTracks, type ReplayValue } from "../../shared/view.ts";
import { wordsOf } from "../kit/text.ts";
import { WordsContext } from "../kit/words.ts";
import { LinkContext } from "../link/react.ts";
import { ReplayControls } from "./features/replay-controls.tsx";
import { dayBeside, dayOf, daysOfTrend, hoursOf } from "./replay-days.ts";
import { replayKey } from "./replay-keys.ts";
import { createReplayMovers } from "./replay-movers.ts";
import { createPlayer, SPEEDS, type Player } from "../map/replay-player.ts";

const ZONE = "Asia/Shanghai";
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
/** A midnight in the city. */
const FROM = Date.parse("2026-11-19T16:00:00Z");

/** A case that is reported, dispatched with an hour, and closed, so many hours after midnight each. */
function book(reported: number, dispatched: number, closed: number): Fact[] {
  const at = (hours: number) => FROM + hours * HOUR;
  const by = "x";
  const report = {
    kind: "matter",
    classUid: 3,
    source: "patrol",
    lon: 114,
    lat: 30,
    address: "",
    unitGrid: 9,
    dutyGrid: 0,
    description: "",
    urgent: false,
  } as const;
  return [
    { kind: "reported", at: at(reported), by, report },
    { kind: "dispatched", at: at(dispatched), by, department: 7, deadline: at(dispatched + 1) },
    { kind: "closed", at: at(closed), by },
  ];
}

function stretchOf(books: readonly Fact[][], days = 1, more: Partial<ReplayValue> = {}): ReplayValue {
  const to = FROM + days * DAY;
  const gathering = gather(FROM, to);
  books.forEach((facts, i) => {
    gathering.add({ uid: 100 + i, lon: 114, lat: 30, unitGrid: 9, classUid: 3, source: 0 }, facts);
  });
  const none = new Float64Array(0);
  const visits = { after: none, until: none, grid: new Uint32Array(0), leastMs: 0 };
  const rest = { exercise: "", title: null, visits, scenes: [], stills: [], tracks: null, withoutFacts: 0 };
  return { from: FROM, to, ...rest, ...gathering.end(), ...more };
}

function playerOf(value: ReplayValue): { player: Player; wait(ms: number): void } {
  let clock = 5_000;
  const player = createPlayer(value, ZONE, () => clock);
  return {
    player,
    wait(ms) {
      clock += ms;
      player.tick();
    },
  };
}

const shownStates = ({ points }: Player) =>
  Array.from({ length: points.length }, (_, i) => CASE_STATES[points.state[i] as number] ?? "");

describe("a player", () => {
  test("Y7 shows every case in its state, and none that is over or not reported yet", () => {
    const { player } = playerOf(stretchOf([book(-3, 1, 4), book(2, 3, 30)]));
    expect(shownStates(player)).toEqual(["reported", ""]);
    player.seek(FROM + 2.5 * HOUR);
    expect(shownStates(player)).toEqual(["pendingHandling", "reported"]);
    expect([player.points.department[0], player.points.deadline[0]]).toEqual([7, FROM + 2 * HOUR]);
    expect(player.played().counts).toEqual({ open: 2, overdue: 1, closed: 0 });
    player.seek(FROM + 5 * HOUR);
    expect(shownStates(player)).toEqual(["", "pendingHandling"]);
    expect(player.points.state[0]).toBe(EMPTY_SLOT);
    expect(player.played().counts).toEqual({ open: 1, overdue: 1, closed: 1 });
    player.seek(FROM);
    expect(shownStates(player)).toEqual(["reported", ""]);
  });

  test("Y7 raises the version of its points for changes only, and lets no case fall in after a jump", () => {
    const { player, wait } = playerOf(stretchOf([book(2, 3, 4)]));
    const { version } = player.points;
    player.seek(FROM + HOUR);
    expect(player.points.version).toBe(version);
    player.seek(FROM + 2.5 * HOUR);
    expect(player.points.version).toBe(version + 1);
    expect(player.points.bornAt[0]).toBe(Number.NEGATIVE_INFINITY);
    player.seek(FROM + 1.9 * HOUR);
    player.setSpeed(600);
    player.play();
    wait(1_000);
    expect(player.points.bornAt[0]).toBe(6_000);
  });

  test.each(SPEEDS)("Y7 plays %d times as fast as life, and stops at the end", (speed) => {
    const { player, wait } = playerOf(stretchOf([book(2, 3, 4)]));
    player.setSpeed(speed);
    player.play();
    wait(1_000);
    wait(500);
    expect(player.played()).toMatchObject({ at: FROM + speed * 1_500, playing: true });
    wait(DAY);
    expect(player.played()).toMatchObject({ at: FROM + DAY, playing: false });
    wait(10_000);
    expect(player.played().at).toBe(FROM + DAY);
    player.play();
    expect(player.played()).toMatchObject({ at: FROM, playing: true });
  });

  test("Y7 goes on from where it stands when speed changes, pauses, and tells whoever listens", () => {
    const { player, wait } = playerOf(stretchOf([book(2, 3, 4)]));
    let told = 0;
    const end = player.subscribe(() => told++);
    player.setSpeed(60);
    player.play();
    wait(1_000);
    player.setSpeed(10);
    wait(1_000);
    player.pause();
    wait(9_000);
    expect(player.played()).toMatchObject({ at: FROM + 70_000, playing: false, speed: 10 });
    expect(told).toBeGreaterThan(4);
    end();
    const before = told;
    player.seek(FROM + HOUR);
    expect(told).toBe(before);
  });

  test("Y7 counts what was closed since the midnight before", () => {
    const { player } = playerOf(stretchOf([book(1, 2, 3), book(1, 2, 24), book(1, 2, 40)], 3));
    const closed = (hours: number) => {
      player.seek(FROM + hours * HOUR);
      return player.played().counts.closed;
    };
    expect([closed(3), closed(23.9), closed(24), closed(41), closed(49)]).toEqual([1, 1, 1, 2, 0]);
  });
});

describe("keys", () => {
  const press = (key: string, shiftKey = false, focused = "") =>
    replayKey({ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false }, focused);

  test("Y8 step by a minute, an hour, a change, and to both ends", () => {
    const { player } = playerOf(stretchOf([book(2, 3, 4)]));
    const after = (key: string, shift = false) => {
      press(key, shift)?.(player);
      return (player.played().at - FROM) / MINUTE;
    };
    expect([after("ArrowRight"), after("ArrowRight", true), after("ArrowLeft"), after("ArrowLeft", true)]).toEqual([
      1, 61, 60, 0,
    ]);
    expect([after("."), after("."), after(","), after("End"), after("."), after(","), after("Home")]).toEqual([
      120, 180, 120, 1_440, 1_440, 240, 0,
    ]);
    expect(after(",")).toBe(0);
  });

  test("Y8 play, pause and change the speed", () => {
    const { player } = playerOf(stretchOf([book(2, 3, 4)]));
    press(" ")?.(player);
    expect(player.played().playing).toBe(true);
    press(" ")?.(player);
    expect(player.played().playing).toBe(false);
    for (let n = 0; n < 9; n++) press("ArrowUp")?.(player);
    expect(player.played().speed).toBe(600);
    for (let n = 0; n < 9; n++) press("ArrowDown")?.(player);
    expect(player.played().speed).toBe(1);
  });

  test("Y8 belong to the wall, to a list or to a button where they are theirs", () => {
    expect([press("f"), press("Escape"), press("1")]).toEqual([null, null, null]);
    expect(press("ArrowDown", false, "SELECT")).toBe(null);
    expect(press(" ", false, "BUTTON")).toBe(null);
    expect(replayKey({ key: "ArrowLeft", shiftKey: false, ctrlKey: true, metaKey: false, altKey: false }, "")).toBe(
      null,
    );
  });
});

describe("movers of a replay", () => {
  const tracksOf = (
    rows: readonly (readonly [at: number, unit: number, lon: number, lat: number])[],
  ): ReplayTracks => ({
    at: Float64Array.from(rows, ([at]) => FROM + at * 1_000),
    unit: Uint32Array.from(rows, ([, unit]) => unit),
    lon: Float64Array.from(rows, ([, , lon]) => lon),
    lat: Float64Array.from(rows, ([, , , lat]) => lat),
    heading: new Float32Array(rows.length).fill(90),
    status: new Uint8Array(rows.length),
  });
  const seen = (movers: ReturnType<typeof createReplayMovers>, seconds: number) => {
    const { uid, lon, at } = movers.at(FROM + seconds * 1_000);
    return Array.from(uid, (unit, i) => [
      unit,
      Number((lon[i] as number).toFixed(4)),
      ((at[i] as number) - FROM) / 1_000,
    ]);
  };

  test("Y9 are between their fixes, over the border of two stretches too", () => {
    const movers = createReplayMovers();
    movers.put(FROM + 600_000, tracksOf([[620, 1, 114.004, 30]]));
    movers.put(FROM, tracksOf([[580, 1, 114, 30]]));
    expect(seen(movers, 590)).toEqual([[1, 114.001, 590]]);
    expect(seen(movers, 600)).toEqual([[1, 114.002, 600]]);
    const { speed } = movers.at(FROM + 600_000);
    // 0.004° at 30° north are 385.6 m in 40 s.
    expect(speed[0]).toBeCloseTo(34.7, 1);
  });

  test("Y9 are never where nobody knows: before the first fix, over a gap, after a jump", () => {
    const movers = createReplayMovers();
    movers.put(
      FROM,
      tracksOf([
        [100, 1, 114, 30],
        [300, 1, 114.001, 30],
        [310, 1, 114.5, 30],
      ]),
    );
    expect(seen(movers, 99)).toEqual([]);
    expect(seen(movers, 200)).toEqual([[1, 114, 100]]);
    expect(seen(movers, 305)).toEqual([[1, 114.001, 300]]);
    expect(seen(movers, 310 + 599)).toEqual([[1, 114.5, 310]]);
    expect(seen(movers, 310 + 601)).toEqual([]);
  });

  test("Y9 of stretches long past are let go", () => {
    const movers = createReplayMovers();
    for (let n = 0; n < 6; n++) movers.put(FROM + n * 600_000, tracksOf([[n * 600, n, 114, 30]]));
    expect(seen(movers, 0)).toEqual([]);
    expect(seen(movers, 5 * 600)).toEqual([
      [4, 114, 2_400],
      [5, 114, 3_000],
    ]);
  });
});

describe("days", () => {
  test("Y8 are the city's own, and the running one ends with the minute that is over", () => {
    expect(dayOf(FROM + HOUR, FROM + 2 * DAY, ZONE)).toEqual({ from: FROM, to: FROM + DAY, exercise: "" });
    expect(dayOf(FROM + HOUR, FROM + HOUR + 90_500, ZONE).to).toBe(FROM + HOUR + MINUTE);
    expect([dayBeside(FROM, -1, ZONE), dayBeside(FROM, 1, ZONE)]).toEqual([FROM - DAY, FROM + DAY]);
    // New York's day of the change has 25 hours.
    const day = dayOf(Date.parse("2026-11-01T12:00:00Z"), Date.parse("2026-11-05T12:00:00Z"), "America/New_York");
    expect((day.to - day.from) / HOUR).toBe(25);
  });

  test("Y8 of the last week are those with reports, the newest first, and today", () => {
    const reported = Array.from({ length: 72 }, (_, hour) => (hour >= 24 && hour < 48 ? 0 : 1));
    const trend = { from: FROM - 2 * DAY, step: HOUR, reported, closed: [], until: FROM + DAY };
    expect(daysOfTrend(trend, FROM + HOUR, ZONE)).toEqual([
      { from: FROM, reported: 24 },
      { from: FROM - 2 * DAY, reported: 24 },
    ]);
    expect(daysOfTrend(trend, FROM + 30 * DAY, ZONE).map(({ from }) => (from - FROM) / DAY)).toEqual([30, 0, -2]);
  });

  test("Y8 have their hours on the scale", () => {
    const day = hoursOf(FROM, FROM + DAY, ZONE);
    expect(day.map((at) => (at - FROM) / HOUR)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24]);
    expect(hoursOf(FROM + 13.5 * HOUR, FROM + 16 * HOUR, ZONE).map((at) => (at - FROM) / HOUR)).toEqual([14, 15, 16]);
  });
});

test("Y8 the bar says the moment, what was open, overdue and closed then, and what is not shown", () => {
  const { player } = playerOf(stretchOf([book(-3, 1, 4), book(2, 3, 30)], 1, { withoutFacts: 12 }));
  player.seek(FROM + 5 * HOUR + 61_000);
  const html = renderToStaticMarkup(
    <LinkContext value={fakeLink(fakeCity({ cases: 0, now: FROM }), FROM)}>
      <WordsContext value={wordsOf("zh-CN", ZONE)}>
        <ReplayControls player={player} following={false} onFollow={() => {}} />
      </WordsContext>
    </LinkContext>,
  );
  expect(html).toContain(">05:01:01</time>");
  expect(html).toContain("2026年11月20日 星期五");
  expect(html).toContain('data-replay-open="1"');
  expect(html).toContain('data-replay-overdue="1"');
  expect(html).toContain('data-replay-closed="1"');
  expect(html).toContain("另有 12 件的办理记录已不在本机");
  expect(html).toContain("本机没有该时段的人员、车辆轨迹");
  expect(html).toContain("其余面板仍为实时数据");
  for (const label of ["播放", "上一个变化", "前进 1 小时", "时间轴"]) expect(html).toContain(`aria-label="${label}"`);
});

test("Y7 an event of a case changes what is drawn of it", () => {
  const value = stretchOf([book(2, 3, 4)]);
  expect([...value.events.state]).toEqual([stateCode("reported"), stateCode("pendingHandling"), stateCode("closed")]);
});
