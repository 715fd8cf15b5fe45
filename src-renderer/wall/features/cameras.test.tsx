import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { fakeCity } from "../../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../../test/fixtures/fake-link.ts";
import type { AroundValue, CameraLine } from "../../../shared/view.ts";
import type { Role } from "../../../shared/roles.ts";
import type { NearCamera } from "../../camera/near.ts";
import type { Snapshot } from "../../camera/snapshot.ts";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import type { Link } from "../../link/connection.ts";
import { LinkContext } from "../../link/react.ts";
import { NearList } from "./cameras.tsx";
import { Draft } from "./snapshot.tsx";

const NOW = Date.UTC(2026, 10, 22, 1, 30);
const city = fakeCity({ cases: 10, now: NOW });
const words = wordsOf("zh-CN", "Asia/Shanghai");

function drawn(what: React.ReactNode, role: Role = "dispatcher"): string {
  const base = fakeLink(city, NOW);
  const value = { value: { role, personal: false }, trouble: null, rev: 1 };
  const rights = { get: () => value as never, subscribe: () => () => {} };
  const whole: Link["whole"] = (question) => (question.view === "rights" ? rights : base.whole(question)) as never;
  return renderToStaticMarkup(
    <LinkContext value={{ ...base, whole }}>
      <WordsContext value={words}>{what}</WordsContext>
    </LinkContext>,
  );
}

const line = {
  ...city.cameras[3],
  platform: "fake",
  bearing: 90,
  offers: [{ use: "sub", kind: "mjpeg" }],
} as unknown as CameraLine;

test("V40 the fan has a twin for the keyboard: distance, direction, whether it sees the place, whether it is well", () => {
  const near = (part: Partial<NearCamera>): NearCamera => ({
    camera: line.uid,
    metres: 41.6,
    bearing: 90,
    sees: true,
    online: true,
    line,
    ...part,
  });
  const html = drawn(<NearList near={[near({}), near({ camera: 2, sees: false, online: false })]} />);
  expect(html).toContain("42 米，向东看");
  expect(html).toContain("照向案件位置");
  expect(html).toContain("未照向案件位置");
  expect(html).toContain("离线");
  expect(html.match(/<button/g)?.length).toBe(2);
  expect(drawn(<NearList near={[]} />)).toContain("500 米内没有摄像机");
});

const snapshot: Snapshot = {
  camera: line,
  at: NOW,
  width: 640,
  height: 360,
  bytes: new Uint8Array(3),
  sha256: "ab".repeat(32),
  over: { left: 0, top: 0, width: 10, height: 10 },
};
const around: AroundValue = {
  unitGrid: city.grids[0]!.uid,
  dutyGrid: 0,
  component: { uid: 1, code: "0101", name: "上水井盖", classUid: 5, metres: 7.4 },
  classes: [{ classUid: 3, count: 4 }],
  cases: [{ uid: 8, caseNo: "L-8", className: city.classes[2]![0], reportedAt: NOW - 3_600_000, metres: 22 }] as never,
};

test("V37 a draft shows place, grid, component, likely class, the last similar case and the hash before it is sent", () => {
  const html = drawn(<Draft snapshot={snapshot} around={around} />);
  for (const part of [
    city.grids[0]!.code,
    "上水井盖，相距 7 米",
    "附近上报 4 次",
    "L-8，相距 22 米",
    "abababababababab",
  ]) {
    expect(html).toContain(part);
  }
  expect(html).toMatch(/<option value="3" selected/);
  expect(html).toContain(`视频巡查发现${city.classes[2]![0]}`);
});

test("V37 a machine that may not report says who may, and cannot send", () => {
  const html = drawn(<Draft snapshot={snapshot} around={around} />, "wall");
  expect(html).toContain("请由受理员、派遣员或值班长");
  expect(html).toMatch(/<button type="submit" disabled/);
  expect(drawn(<Draft snapshot={snapshot} around={around} />)).not.toMatch(/<button type="submit" disabled/);
});
