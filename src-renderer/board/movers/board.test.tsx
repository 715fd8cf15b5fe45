import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { RecordOf } from "../../../shared/tables.ts";
import { LOCATED, UNIT_STATUS, type TrackColumns } from "../../../shared/track.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import { MoversBody } from "./board.tsx";
import { minutesOf } from "./follow.ts";
import { summaryOf } from "./summary.ts";
import { trackOf, type UnitTrack } from "./tracks.ts";
import { compassOf, UnitNow } from "./unit.tsx";

const NOW = Date.UTC(2026, 10, 22, 1);
const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");
const units = [
  { uid: 1, kind: "patroller", name: "张三", nameEn: "", plate: "" },
  { uid: 2, kind: "sanitation", name: "清扫车02", nameEn: "Sweeper 02", plate: "临A·1234" },
] as RecordOf<"units">[];
const tracks: TrackColumns = {
  uid: Uint32Array.of(1, 2),
  lon: Float64Array.of(114, 114.1),
  lat: Float64Array.of(30, 30),
  heading: Float32Array.of(Number.NaN, 271),
  speed: Float32Array.of(0, 18.5),
  status: Uint8Array.of(UNIT_STATUS.indexOf("onDuty"), UNIT_STATUS.indexOf("onDuty")),
  at: Float64Array.of(NOW - 3_000, NOW - 90_000),
  device: Uint32Array.of(LOCATED, 1),
  alarm: Uint32Array.of(0, 1 | 2),
  fuel: Float32Array.of(Number.NaN, 41.5),
  mileage: Float32Array.of(Number.NaN, 12_345.5),
};

function text(node: React.ReactNode, words = zh): string {
  const html = renderToStaticMarkup(
    <WordsContext value={words}>
      <ClockContext value={{ clock: () => 0, hubNow: () => NOW }}>{node}</ClockContext>
    </WordsContext>,
  );
  return html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

test("the board counts by kind and begins with whoever calls for help", () => {
  const body = text(<MoversBody summary={summaryOf(units, tracks, NOW)} />);
  expect(body).toContain("监督员 1 0 0 0 0 1");
  expect(body).toContain("环卫车 0 0 1 0 0 1");
  expect(body).toMatch(/清扫车02 临A·1234 ⊘ 未定位 紧急报警、超速报警 1 分前 .*张三 监督员 ▲ 在岗 3 秒前/);
  const none = { ...tracks, uid: new Uint32Array(0) };
  expect(text(<MoversBody summary={summaryOf(units, none, NOW)} />)).toContain("当前没有在班人员和车辆");
});

test("a vehicle's card says what its terminal says", () => {
  const card = (words = zh) => text(<UnitNow tracks={tracks} track={trackOf(tracks, 2) as UnitTrack} />, words);
  for (const part of [
    "未定位",
    "紧急报警、超速报警",
    "1 分前",
    "18.5 公里/时",
    "向西 271°",
    "41.5 升",
    "12,345.5 公里",
  ]) {
    expect(card()).toContain(part);
  }
  expect(card()).toContain("终端 点火、未定位、空载");
  expect(card(en)).toContain("Ignition on, No fix, Empty");
});

test("a person's card leaves out what people do not have", () => {
  const card = text(<UnitNow tracks={tracks} track={trackOf(tracks, 1) as UnitTrack} />);
  expect(card).toContain("静止");
  for (const part of ["油量", "里程", "终端", "报警"]) expect(card).not.toContain(part);
  expect(trackOf(tracks, 3)).toBeNull();
  expect(trackOf(null, 1)).toBeNull();
});

test("headings have the names of the eight winds", () => {
  expect([0, 22, 23, 90, 180, 271, 337, 338, 359].map(compassOf)).toEqual([
    "north",
    "north",
    "northEast",
    "east",
    "south",
    "west",
    "northWest",
    "north",
    "north",
  ]);
});

test("a day's way is asked for in whole hours, so that the question is not another one every second", () => {
  const midnight = Date.UTC(2026, 10, 21, 16);
  expect(minutesOf("recent", NOW, midnight)).toBe(30);
  expect(minutesOf("day", midnight + 1, midnight)).toBe(60);
  expect(minutesOf("day", midnight + 9 * 3_600_000, midnight)).toBe(540);
  expect(minutesOf("day", midnight + 9 * 3_600_000 + 1, midnight)).toBe(600);
});
