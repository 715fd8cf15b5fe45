/** The card of a component as it is drawn. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Question, WholeValues } from "../../../shared/view.ts";
import { fakeCity } from "../../../test/fixtures/fake-host.ts";
import { fakeLink } from "../../../test/fixtures/fake-link.ts";
import { wordsOf } from "../../kit/text.ts";
import { WordsContext } from "../../kit/words.ts";
import { LinkContext } from "../../link/react.ts";
import type { Link } from "../../link/connection.ts";
import { ComponentDetail } from "./component.tsx";

const NOW = Date.UTC(2026, 10, 22, 1, 30);
const city = fakeCity({ cases: 10, now: NOW });

function drawn(component: WholeValues["component"], language: "zh-CN" | "en" = "zh-CN"): string {
  const link = fakeLink(city, NOW);
  const classes = [
    { uid: 1, code: "01037", name: "路灯", nameEn: "Street lamp", majorName: "市政公用设施", majorNameEn: "Utilities" },
  ] as RecordOf<"classes">[];
  const values = new Map<string, unknown>([
    ["component", { value: component, trouble: null, rev: 1 }],
    ["classes", { value: classes, trouble: null, rev: 1 }],
  ]);
  const whole = ((question: Question) =>
    values.has(question.view)
      ? { get: () => values.get(question.view), subscribe: () => () => {} }
      : link.whole(question as never)) as Link["whole"];
  return renderToStaticMarkup(
    <LinkContext value={{ ...link, whole }}>
      <WordsContext value={wordsOf(language, "Asia/Shanghai")}>
        <ComponentDetail uid={9} onBack={() => {}} onClose={() => {}} />
      </WordsContext>
    </LinkContext>,
  );
}

const found = (code: string): NonNullable<WholeValues["component"]> => ({
  component: {
    uid: 9,
    platform: "test",
    id: code,
    code,
    classUid: 1,
    name: "路灯",
    state: 1,
    lon: 114,
    lat: 30,
    unitGrid: 0,
    department: 0,
    owner: "市路灯管理所",
    changedAt: NOW,
    note: "",
  },
  className: "路灯",
  classNameEn: "Street lamp",
  departmentName: "",
  departmentNameEn: "",
  unitGridCode: "990101001001001",
  cases: [],
});

test("takes the code apart, and says state, owner and that no case lies beside it", () => {
  const html = drawn(found("99010101037000123"));
  for (const part of ["990101", "市政公用设施", "000123", "破损", "市路灯管理所", "没有同类未结案件"])
    expect(html).toContain(part);
  expect(html).not.toContain("wrong");
  expect(html).toContain("component-damaged");
  expect(drawn(found("99010101037000123"), "en")).toContain("Utilities");
});

test("tells a code that breaks the rules, and one of another class has no meanings", () => {
  const broken = drawn(found("9901010103700X123"));
  expect(broken).toContain("标识码不符合编码规则");
  expect(broken).toContain('class="wrong" data-part="sequence"');
  expect(drawn(found("99010102004000123"))).not.toContain("市政公用设施");
});

test("says so when it is gone", () => {
  expect(drawn(null)).toContain("该部件已不在本机数据中");
});
