import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, test } from "vitest";
import { fakeCity } from "../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../test/fixtures/fake-link.ts";
import type { CameraGroup, CameraLine } from "../../shared/view.ts";
import { KeptContext } from "../kit/kept.ts";
import { wordsOf } from "../kit/text.ts";
import { WordsContext } from "../kit/words.ts";
import type { Link } from "../link/connection.ts";
import { LinkContext } from "../link/react.ts";
import { VideoBoard } from "./grid.tsx";
import { neighbour } from "./tiles.tsx";
import { focusCamera, PLAIN_VIDEO, setAlarms, VideoDeskContext, type VideoDesk } from "./video-desk.ts";

const NOW = Date.UTC(2026, 10, 22, 1, 30);
const city = fakeCity({ cases: 1, now: NOW });
const offers = [{ use: "sub", kind: "mjpeg" }] as const;
const cameras = (city.cameras as unknown as CameraLine[]).map((line) => ({ ...line, offers }));
const groups: CameraGroup[] = [
  { uid: 77, id: "schools", name: "学校周边", nameEn: "Schools", cameras: cameras.slice(10, 14).map(({ uid }) => uid) },
];

afterEach(() => {
  setAlarms([]);
  focusCamera(null);
});

function drawn(desk: Partial<VideoDesk> = {}, lines: readonly CameraLine[] | null = cameras): string {
  const base = fakeLink(city, NOW);
  const given: Record<string, unknown> = {
    cameras: lines,
    cameraGroups: groups,
    rights: { role: "admin", personal: true },
  };
  const sources = new Map<string, never>();
  const whole: Link["whole"] = (question) => {
    if (!(question.view in given)) return base.whole(question);
    if (!sources.has(question.view)) {
      const value = { value: given[question.view], trouble: null, rev: 1 };
      sources.set(question.view, { get: () => value, subscribe: () => () => {} } as never);
    }
    return sources.get(question.view) as never;
  };
  const around: VideoDesk = {
    scene: "cameras",
    video: PLAIN_VIDEO,
    source: "演示",
    covered: false,
    author: () => "",
    notify: () => {},
    openCamera: () => {},
    ...desk,
  };
  return renderToStaticMarkup(
    <LinkContext value={{ ...base, whole }}>
      <WordsContext value={wordsOf("zh-CN", "Asia/Shanghai")}>
        <KeptContext value={new Map()}>
          <VideoDeskContext value={around}>
            <VideoBoard />
          </VideoDeskContext>
        </KeptContext>
      </WordsContext>
    </LinkContext>,
  );
}
const tiles = (html: string) => [...html.matchAll(/data-tile="(\d+)"/g)].map(([, uid]) => Number(uid));

test("V25 a panel begins with the layout, group and dwell of its scene", () => {
  expect(tiles(drawn()).length).toBe(9);
  const html = drawn({ video: { layout: 6, group: "schools", dwellSeconds: 45 } });
  expect(tiles(html)).toEqual(groups[0]!.cameras);
  expect(html.match(/空位/g)?.length).toBe(2);
  expect(drawn({ video: { layout: 4, group: "", dwellSeconds: 45 } })).toMatch(/<option value="45" selected/);
});

test("V30 the round says when it goes on, and waits with a reason while one camera is looked at alone", () => {
  expect(drawn()).toContain("20 秒后换组");
  focusCamera(cameras[30]!.uid);
  const html = drawn();
  expect(tiles(html)).toEqual([cameras[30]!.uid]);
  expect(html).toContain("查看大图，轮巡等候");
});

test("V29 a held tile says why in words", () => {
  const camera = cameras[40]!.uid;
  setAlarms([{ key: "case/3", camera, reason: "案件3号周边，相距 40 米", why: "case", caseUid: 3 }]);
  const html = drawn();
  expect(tiles(html)[0]).toBe(camera);
  expect(html).toMatch(/data-alarm="case\/3"[^]*案件3号周边，相距 40 米/);
});

test("V26 the budget is told in words and as a bar", () => {
  expect(drawn()).toMatch(/解码预算 9\/\d+/);
});

test("V32 tiles that nobody can see are not there", () => {
  expect(tiles(drawn({ covered: true }))).toEqual([]);
});

test("an empty panel says what would fill it; cameras without an address are counted", () => {
  expect(drawn({}, [])).toContain("还没有登记摄像机");
  const bare = cameras.map((line) => ({ ...line, offers: [] }));
  expect(drawn({}, bare)).toContain("所选范围内没有可播放的摄像机");
  expect(drawn({}, [...cameras.slice(0, 3), ...bare.slice(3, 5)])).toContain("另有 2 个未登记画面地址");
  expect(drawn({}, null)).toContain("skeleton");
});

test("arrows lead round the set, and into it from outside", () => {
  expect(neighbour([4, 5, 6], 6, 1)).toBe(4);
  expect(neighbour([4, 5, 6], 4, -1)).toBe(6);
  expect(neighbour([4, 5, 6], 9, 1)).toBe(4);
  expect(neighbour([], 9, 1)).toBe(9);
});
