/** Boards of cameras as they are drawn. */
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import { PLAIN_CAMERA } from "../../../shared/video/stream.ts";
import type { CameraHealth, CameraLine, CameraValue, LookLine, WholeValues } from "../../../shared/view.ts";
import type { Freshness } from "../../kit/freshness.ts";
import { ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { DeskContext, type Desk } from "../desk.ts";
import { CameraDetail } from "./camera.tsx";
import { CasePictures } from "./case-pictures.tsx";
import { cellOf, weeksCsv } from "./csv.ts";
import { CameraHealthBoard } from "./health.tsx";
import { foundIn } from "./register-cameras.tsx";
import { moved } from "./register-groups.tsx";
import { waitedFor } from "./register-waiting.tsx";
import { CameraMark } from "./state-mark.tsx";
import { shareText, sightText, sinceText, stateOf, worstFirst } from "./words.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");
const HOUR = 3_600_000;
/** 2026-11-20 14:00 in the city. */
const NOW = Date.UTC(2026, 10, 20, 6);
const MONDAY = NOW - 110 * HOUR;
const LIVE: Freshness = { state: "live", since: 0, dataAt: 0, cause: null };

const {
  streams: _streams,
  masks: _masks,
  presets: _presets,
  channel: _channel,
  gateway: _gateway,
  ...plain
} = PLAIN_CAMERA;
const line = (uid: number, more: Partial<CameraLine> = {}): CameraLine => ({
  ...{ uid, platform: "demo", id: `c${uid}`, code: "", name: `摄像机${uid}`, nameEn: `Camera ${uid}`, kind: "fixed" },
  ...{ lon: 112.5, lat: 28.1, bearing: null, unitGrid: 0, online: 1, offers: [], masks: [], presets: [], outage: null },
  ...plain,
  ...more,
});
const out = (uid: number, since: number, why: "offline" | "frozen" = "offline") =>
  line(uid, { online: why === "offline" ? 0 : 1, outage: { since, why }, department: 5 });

function drawn(what: ReactNode, answers: Partial<WholeValues>, words = zh, more: Partial<Desk> = {}): string {
  const link = {
    whole: ({ view }: { view: string }) => {
      const value = (answers as Record<string, unknown>)[view];
      const answer = { value: value ?? null, trouble: null, rev: value === undefined ? 0 : 1 };
      return { get: () => answer, subscribe: () => () => {} };
    },
    hubNow: () => NOW,
  } as unknown as Link;
  const departments = new Map([
    [5, { uid: 5, name: "市政处", nameEn: "Public works" }],
  ]) as unknown as Desk["departments"];
  const nothing = () => undefined;
  const desk: Desk = {
    ...{
      period: "auto",
      source: "示范市",
      noCases: false,
      departments,
      notify: nothing,
      open: nothing,
      openCase: nothing,
    },
    ...{ openStanding: nothing, openThing: nothing, goTo: nothing, only: {}, setOnly: nothing, onlyNames: [] },
    ...{ setPeriod: nothing, undo: null, clear: null },
    ...more,
  };
  return renderToStaticMarkup(
    <LinkContext value={link}>
      <WordsContext value={words}>
        <FreshnessContext value={LIVE}>
          <ClockContext value={{ clock: () => 0, hubNow: () => NOW }}>
            <DeskContext value={desk}>{what}</DeskContext>
          </ClockContext>
        </FreshnessContext>
      </WordsContext>
    </LinkContext>,
  );
}
const texts = (html: string) => html.replaceAll(/<[^>]+>/g, "|");

describe("how a camera stands", () => {
  test("what is wrong with its picture goes before what its platform says", () => {
    expect(stateOf(line(1))).toBe("online");
    expect(stateOf(line(1, { online: 0 }))).toBe("offline");
    expect(stateOf(out(1, NOW, "frozen"))).toBe("frozen");
  });

  test("is told by shape before colour", () => {
    const states = ["online", "offline", "unreachable", "frozen", "black", "notWatched"] as const;
    const paths = states.map((state) => / d="([^"]+)"/.exec(renderToStaticMarkup(<CameraMark state={state} />))?.[1]);
    expect(new Set(paths).size).toBe(6);
  });

  test("shares never read 100 % of what is not all", () => {
    const week = 168 * HOUR;
    expect(shareText({ upMs: week, watchedMs: week })).toBe("100.0%");
    expect(shareText({ upMs: week - 1_000, watchedMs: week })).toBe("99.9+%");
    expect(shareText({ upMs: week / 2, watchedMs: week })).toBe("50.0%");
    expect(shareText({ upMs: 0, watchedMs: 0 })).toBe("—");
  });

  test("since when, and where it looks, in words", () => {
    expect(sinceText(NOW - 2.25 * HOUR, NOW, zh)).toBe("自11:45起，已2小时15分");
    expect(sinceText(NOW - 2.25 * HOUR, NOW, en)).toBe("since 11:45, for 2 h 15 min");
    expect(sightText(line(1, { bearing: 350, fov: 70, reach: 150 }), zh)).toBe("朝北（350°），视场角70°，可视150米");
    expect(sightText(line(1), zh)).toBeNull();
  });

  test("lists begin with those that have been out the longest", () => {
    const lines = [line(1), out(2, NOW - HOUR), line(3, { online: 0 }), out(4, NOW - 2 * HOUR)];
    expect(worstFirst(lines).map(({ uid }) => uid)).toEqual([4, 2, 3, 1]);
  });
});

const HEALTH: CameraHealth = {
  online: 1,
  all: 3,
  target: 0.95,
  weeks: [
    { week: MONDAY - 168 * HOUR, upMs: 0, watchedMs: 0 },
    { week: MONDAY, upMs: 90 * HOUR, watchedMs: 100 * HOUR },
  ],
  owners: [
    { department: 5, online: 1, all: 2, upMs: 90 * HOUR, watchedMs: 100 * HOUR },
    { department: 0, online: 0, all: 1, upMs: 0, watchedMs: 0 },
  ],
  out: [{ camera: 2, since: NOW - HOUR, why: "frozen" }],
  worst: [{ camera: 1, upMs: 90 * HOUR, watchedMs: 100 * HOUR }],
};

describe("the board of health", () => {
  const cameras = [line(1, { department: 5 }), out(2, NOW - HOUR, "frozen"), line(3, { online: 0 })];

  test("says the rate with its counts and the target, the weeks, who is out and whose they are", () => {
    const html = drawn(<CameraHealthBoard />, { cameraHealth: HEALTH, cameras });
    expect(texts(html)).toContain("33.3%");
    expect(texts(html)).toContain("在线1 / 共3台");
    expect(texts(html)).toContain("低于目标95.0%");
    expect(html).toContain("11月16日当周：可用率90.0%（90.0 / 100.0小时）");
    expect(html).toContain('data-share=""');
    expect([...html.matchAll(/data-camera="(\d)" data-state="(\w+)"/g)].map(([, uid, state]) => [uid, state])).toEqual([
      ["2", "frozen"],
      ["3", "offline"],
      ["1", "online"],
    ]);
    expect(texts(html)).toContain("可用率90.0%");
    expect(texts(html)).toContain("自13:00起，已1小时");
    expect(texts(html)).toContain("离线起始时间不详");
    expect([...html.matchAll(/data-owner="(\d)"/g)].map(([, owner]) => owner)).toEqual(["5", "0"]);
    expect(texts(html)).toContain("未明确单位");
    expect(html).toContain('title="市政处 · ');
  });

  test("offers the register to who may change something of it", () => {
    const key = (role: "wall" | "director" | "admin" | null) =>
      drawn(<CameraHealthBoard />, { cameraHealth: HEALTH, cameras, rights: { role, personal: false } }).includes(
        "data-register",
      );
    expect([key(null), key("wall"), key("director"), key("admin")]).toEqual([false, false, true, true]);
  });

  test("says so while there is none, and while it waits", () => {
    const none = drawn(<CameraHealthBoard />, { cameraHealth: { ...HEALTH, all: 0 }, cameras: [] });
    expect(texts(none)).toContain("还没有登记摄像机");
    expect(none).not.toContain("data-export");
    expect(drawn(<CameraHealthBoard />, {})).toContain('data-state="loading"');
  });
});

describe("the card", () => {
  const value = (more: Partial<CameraValue> = {}): CameraValue => ({
    line: line(7, { code: "43010200081320000001", guard: "restricted", kind: "ptz", department: 5 }),
    register: null,
    groups: [3],
    weeks: [{ week: MONDAY, upMs: HOUR, watchedMs: HOUR }],
    outages: [{ fromAt: NOW - 3 * HOUR, toAt: NOW - HOUR, why: "black" }],
    ...more,
  });
  const look: LookLine = {
    ...{ uid: 1, camera: 7, who: "张三", role: "shiftLeader", at: "大屏1 wall", why: "ptz", caseUid: 0 },
    ...{ fromAt: NOW - HOUR, toAt: NOW - HOUR + 90_000 },
  };
  const groups = [{ uid: 3, id: "g", name: "车站", nameEn: "Station", cameras: [7] }];
  const card = (answers: Partial<WholeValues>, more: Partial<Desk> = {}) =>
    drawn(
      <CameraDetail uid={7} onBack={() => {}} onClose={() => {}} />,
      { cameraGroups: groups, ...answers },
      zh,
      more,
    );

  test("tells what it is, what its code says, how well it was", () => {
    const html = texts(card({ camera: value() }));
    for (const said of ["市政处", "限制调阅", "球机（带云台）", "车站", "城市管理", "黑屏", "11:00至13:00，2小时"]) {
      expect(html).toContain(said);
    }
    expect(texts(card({ camera: value({ line: line(7, { code: "A-1" }) }) }))).toContain("不是20位国标编码");
    const none = drawn(<CameraDetail uid={7} onBack={() => {}} onClose={() => {}} />, {
      camera: null as unknown as CameraValue,
    });
    expect(none).toContain('data-panel="camera"');
  });

  test("V48 can be edited only where the register was told, and shows who looked only to who may see persons", () => {
    const register = { streams: [], imageUrl: "", gateway: 0, channel: "" };
    expect(card({ camera: value() })).not.toContain("data-edit");
    expect(card({ camera: value({ register }) })).toContain("data-edit");
    const looks = (personal: boolean) => card({ camera: value(), looks: [look], rights: { role: "wall", personal } });
    expect(looks(false)).not.toContain("张三");
    expect(texts(looks(true))).toContain("张三");
    expect(texts(looks(true))).toContain("云台操作 · 1分 · 大屏1 wall");
  });

  test("opens as a tile only where there is a place for tiles", () => {
    expect(card({ camera: value() })).not.toContain("data-show-tile");
    expect(card({ camera: value() }, { showCamera: () => undefined })).toContain("data-show-tile");
  });
});

test("pictures of a case say where and when they were taken, and that they are on their way", () => {
  const picture = {
    ...{ id: "ab12".repeat(16), camera: 1, caseUid: 5, at: NOW - HOUR, width: 640, height: 360 },
    ...{ type: "image/jpeg", bytes: 9, takenBy: "李四" },
  };
  const html = drawn(<CasePictures uid={5} />, { pictures: [picture], cameras: [line(1)] });
  expect(html).toContain('data-state="loading"');
  for (const said of ["正在取图片…", "摄像机1", "13:00", "抓拍人：李四", "SHA-256 ab12ab12"]) {
    expect(texts(html)).toContain(said);
  }
  expect(drawn(<CasePictures uid={5} />, { pictures: [] })).toBe("");
});

describe("the file of weeks", () => {
  test("has a row for each camera and week, with the hours of each share", () => {
    const rows = [
      { camera: 1, weeks: HEALTH.weeks },
      { camera: 9, weeks: HEALTH.weeks },
    ];
    const cameras = new Map([[1, line(1, { name: '东门"A",北', department: 5 })]]);
    expect(weeksCsv(rows, cameras, () => "市政处", zh)).toBe(
      "\u{feff}摄像机,编码,单位,周（周一）,可用率,可用小时,巡检小时\r\n" +
        '"东门""A"",北",,市政处,2026-11-09,,0.0,0.0\r\n' +
        '"东门""A"",北",,市政处,2026-11-16,90.0%,90.0,100.0\r\n',
    );
  });

  test("holds nothing that a spreadsheet takes for a formula", () => {
    expect(['=HYPERLINK("x")', "+1", "-1", "@a", "a=b"].map(cellOf)).toEqual([
      '"\'=HYPERLINK(""x"")"',
      "'+1",
      "'-1",
      "'@a",
      "a=b",
    ]);
  });
});

describe("the register", () => {
  test("finds cameras by name, code and owner", () => {
    const lines = [line(1, { name: "东门" }), line(2, { code: "4301", department: 5 }), out(3, NOW)];
    const find = (text: string, which: Parameters<typeof foundIn>[2] = "all") =>
      foundIn(lines, text, which, (uid) => (uid === 5 ? "市政处" : "")).map(({ uid }) => uid);
    expect(find("")).toEqual(
      [1, 2, 3].toSorted((a, b) => ((lines[a - 1]?.name ?? "") < (lines[b - 1]?.name ?? "") ? -1 : 1)),
    );
    expect(find("东")).toEqual([1]);
    expect(find("430")).toEqual([2]);
    expect(find("市政")).toEqual([2, 3]);
    expect(find("", "offline")).toEqual([3]);
    expect(find("", "nobody")).toEqual([1]);
  });

  test("moves a camera of a round up and down", () => {
    expect(moved([1, 2, 3], 2, 1)).toEqual([1, 3, 2]);
    expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
    expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
  });

  test("knows what waits for the hub, and not what it has answered", () => {
    const entry = (state: OutboxEntry["state"], request: object) =>
      ({ state, message: { id: "0123456789", by: "a", request } }) as unknown as OutboxEntry;
    expect([
      ...waitedFor([
        entry("waiting", { ask: "putCamera", id: "c1" }),
        entry("sent", { ask: "removeCamera", uid: 4 }),
        entry("done", { ask: "putCamera", id: "c2" }),
        entry("refused", { ask: "removeGateway", uid: 5 }),
      ]),
    ]).toEqual(["putCamera/c1", "removeCamera/4"]);
  });
});
