// What the bar of replay says of the screen and of pictures of that time, over an invented stretch without cases.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { fakeCity } from "../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../test/fixtures/fake-link.ts";
import { gather } from "../../shared/replay/stretch.ts";
import type { ReplayValue, SceneShown, StillTaken } from "../../shared/view.ts";
import { wordsOf } from "../kit/text.ts";
import { WordsContext } from "../kit/words.ts";
import { LinkContext } from "../link/react.ts";
import { ReplayScenes, SceneMarks } from "./features/replay-scenes.tsx";
import { ReplayStills } from "./features/replay-stills.tsx";
import { createPlayer, type Player } from "../map/replay-player.ts";
import { sceneChanges, sceneToFollow, scenesAt, stillsAt } from "./replay-screen.ts";

const ZONE = "Asia/Shanghai";
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const FROM = Date.parse("2026-11-19T16:00:00Z");
const at = (hours: number) => FROM + hours * HOUR;

const scene = (name: string, from: number, until: number, more: Partial<SceneShown> = {}): SceneShown => ({
  ...{ program: "wall", scene: name, from: at(from), until: at(until), replaying: false },
  ...more,
});
/** Of camera so many, so many minutes after midnight. */
const still = (camera: number, minutes: number, more: Partial<StillTaken> = {}): StillTaken => ({
  ...{ id: `${camera}/${minutes}`, camera, at: FROM + minutes * MINUTE, caseUid: 7, lon: 114, lat: 30, unitGrid: 9 },
  ...more,
});

const SCENES = [scene("overview", 1, 9), scene("patrol", 9, 12), scene("cameras", 10, 11)];

function playerOf(more: Partial<ReplayValue>): Player {
  const none = new Float64Array(0);
  const visits = { after: none, until: none, grid: new Uint32Array(0), leastMs: 0 };
  const rest = { exercise: "", title: null, visits, tracks: null, withoutFacts: 0, scenes: [], stills: [] };
  const value: ReplayValue = { from: FROM, to: FROM + DAY, ...rest, ...gather(FROM, FROM + DAY).end(), ...more };
  return createPlayer(value, ZONE, () => 0);
}

function drawn(what: React.ReactNode, language: "zh-CN" | "en" = "zh-CN"): string {
  return renderToStaticMarkup(
    <LinkContext value={fakeLink(fakeCity({ cases: 0, now: FROM }), FROM)}>
      <WordsContext value={wordsOf(language, ZONE)}>{what}</WordsContext>
    </LinkContext>,
  );
}

describe("Y12 scenes of that time", () => {
  test("are those that windows showed, the newest last; a wall follows the newest", () => {
    const names = (hours: number) => scenesAt({ scenes: SCENES }, at(hours)).map((shown) => shown.scene);
    expect([names(0.5), names(1), names(9), names(10.5), names(12)]).toEqual([
      [],
      ["overview"],
      ["patrol"],
      ["patrol", "cameras"],
      [],
    ]);
    const others = [...SCENES, scene("desk", 10.2, 11, { program: "seat" })];
    expect([0.5, 10.5, 11.5].map((hours) => sceneToFollow({ scenes: others }, at(hours)))).toEqual([
      null,
      "cameras",
      "patrol",
    ]);
  });

  test("changed where another came on the screen within the stretch", () => {
    const changes = sceneChanges({ scenes: SCENES, from: at(5), to: at(9.5) });
    expect(changes.map((when) => (when - FROM) / HOUR)).toEqual([9]);
  });

  test("are said in words, with a switch that is off until somebody turns it on; a replay is told as one", () => {
    const player = playerOf({ scenes: [...SCENES, scene("dust", 13, 14, { replaying: true })] });
    const said = (hours: number, language: "zh-CN" | "en" = "zh-CN") => {
      player.seek(at(hours));
      return drawn(<ReplayScenes player={player} following={false} onFollow={() => {}} />, language);
    };
    expect(said(2)).toContain("当时画面：综合态势");
    expect(said(2)).toMatch(/data-replay-follow="true" aria-pressed="false">随回放切换场景</);
    expect(said(10.5, "en")).toMatch(/On the screen then: [^,]+, [^<]+</);
    expect(said(13.5)).toContain("（正在回放）");
    expect(said(20)).toContain("本机未打开画面，或没有记录");
    expect(drawn(<SceneMarks player={player} />)).toContain('aria-label="该时段的画面切换，共 4 次"');
  });

  test("that nobody recorded are said not to be there, and an exercise has none", () => {
    const bar = (more: Partial<ReplayValue>) =>
      drawn(<ReplayScenes player={playerOf(more)} following={false} onFollow={() => {}} />);
    expect(bar({})).toContain("本机没有该时段的画面记录");
    expect(bar({})).not.toContain("data-replay-follow");
    expect(bar({ exercise: "storm" })).toBe("");
    expect(drawn(<SceneMarks player={playerOf({})} />)).toBe("");
  });
});

describe("Y13 pictures of that time", () => {
  test("are the last of each camera in the ten minutes before, four at most, the newest first", () => {
    const stills = [still(1, -3), still(1, 10), still(2, 12), still(1, 14), still(3, 15), still(4, 16), still(5, 17)];
    const seen = (minutes: number) => stillsAt({ stills }, FROM + minutes * MINUTE).map(({ id }) => id);
    expect(seen(5)).toEqual(["1/-3"]);
    expect(seen(8)).toEqual([]);
    expect(seen(13)).toEqual(["2/12", "1/10"]);
    expect(seen(18)).toEqual(["5/17", "4/16", "3/15", "1/14"]);
    expect(seen(26)).toEqual(["5/17", "4/16"]);
  });

  test("say which camera's they are, when they were taken, and how old they were then", () => {
    const player = playerOf({ stills: [still(404, 60), still(405, 63, { caseUid: 0 })] });
    player.seek(FROM + 64 * MINUTE);
    const html = drawn(<ReplayStills player={player} />);
    expect(html).toContain("当时图像");
    expect(html).toContain("01:00:00 · 4 分前");
    expect(html).toContain("01:03:00 · 1 分前");
    expect(html.match(/disabled=""/g)).toHaveLength(1);
    player.seek(FROM + 59 * MINUTE);
    expect(drawn(<ReplayStills player={player} />)).toBe("");
  });

  test("that were never taken are said not to be there", () => {
    const bar = (more: Partial<ReplayValue>) =>
      drawn(<ReplayScenes player={playerOf(more)} following={false} onFollow={() => {}} />);
    expect(bar({})).toContain("该时段没有留存的摄像机图像");
    expect(bar({ stills: [still(1, 60)] })).not.toContain("该时段没有留存的摄像机图像");
  });
});
