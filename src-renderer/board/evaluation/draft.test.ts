import { expect, test } from "vitest";
import zhongfang from "../../../resources/schemes/zhongfang-2020.json" with { type: "json" };
import jinniu from "../../../resources/schemes/jinniu.json" with { type: "json" };
import { parseScheme } from "../../../shared/rules/scheme.ts";
import { emptyDraft, requestOf, type Draft } from "./draft.ts";
import { kindsOf } from "./entries.ts";

const scheme = parseScheme("zhongfang-2020.json", zhongfang);
const to = { platform: "demo", department: 7 };
const draft = (more: Partial<Draft>): Draft => ({
  ...emptyDraft(scheme, "spotCheck", "2026-11"),
  text: "周抽检",
  ...more,
});

test("a scheme offers the kinds it knows", () => {
  expect(kindsOf(scheme)).toEqual(["spotCheck", "supervision", "bonus", "penalty", "veto", "exclusion"]);
  expect(kindsOf(parseScheme("jinniu.json", jinniu))).toEqual(["exclusion"]);
});

test("what is missing is named before anything is sent", () => {
  const fault = (more: Partial<Draft>) => {
    const request = requestOf(draft(more), scheme, to);
    return "fault" in request ? request.fault : null;
  };
  expect(fault({ points: "" })).toBe("mark");
  expect(fault({ points: "101" })).toBe("mark");
  expect(fault({ points: "92", text: "  " })).toBe("text");
  expect(fault({ kind: "bonus", item: "nonsense" })).toBe("item");
  expect(fault({ kind: "bonus", item: "commendation", points: "lots" })).toBe("points");
  expect(fault({ kind: "exclusion", item: "" })).toBe("case");
  expect(fault({ points: "92", link: "javascript:alert(1)" })).toBe("link");
  expect(fault({ points: "92" })).toBeNull();
});

test("a draft becomes the request of its kind", () => {
  expect(requestOf(draft({ points: "９２.5" }), scheme, to)).toMatchObject({
    ask: "enterLedger",
    platform: "demo",
    scheme: "zhongfang-2020",
    kind: "spotCheck",
    item: "",
    month: "2026-11",
    department: 7,
    points: 92.5,
    evidence: [],
  });
  expect(requestOf(draft({ kind: "bonus", item: "commendation", points: "" }), scheme, to)).toMatchObject({
    item: "commendation",
    points: null,
  });
  expect(requestOf(draft({ kind: "exclusion", item: "", caseUid: 33, points: "5" }), scheme, to)).toMatchObject({
    kind: "exclusion",
    caseUid: 33,
    points: null,
    evidence: [{ kind: "case", uid: 33 }],
  });
  expect(
    requestOf(
      draft({ kind: "penalty", item: "criticised", points: "", caseUid: 12, link: "https://a.cn/1" }),
      scheme,
      to,
    ),
  ).toMatchObject({
    caseUid: 0,
    evidence: [
      { kind: "case", uid: 12 },
      { kind: "link", url: "https://a.cn/1" },
    ],
  });
});
