import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CASE_STATES } from "../../../shared/case/state.ts";
import type { ClaimLine, QueueLine, SeatLine } from "../../../shared/seat.ts";
import { wordsOf } from "../../kit/text.ts";
import { COLUMNS } from "./columns.ts";
import { Row, rowId, type RowShown } from "./row.ts";

/** As much of a page as a row needs: elements in a tree with attributes and texts, and how often any was written. */
let writes = 0;
class FakeNode {
  parentElement: FakeNode | null = null;
  childNodes: FakeNode[] = [];
  readonly attributes = new Map<string, string>();
  readonly dataset = new Proxy({} as Record<string, string>, {
    set: (_, name, value: string) => (this.setAttribute(`data-${String(name)}`, value), true),
  });
  readonly style = { transform: "" };
  private text = "";
  readonly tag: string;
  constructor(tag: string) {
    this.tag = tag;
  }
  get data() {
    return this.text;
  }
  set data(text: string) {
    writes++;
    this.text = text;
  }
  set textContent(text: string) {
    this.data = text;
  }
  get childElementCount() {
    return this.childNodes.length;
  }
  appendChild(child: FakeNode) {
    child.parentElement = this;
    this.childNodes.push(child);
    return child;
  }
  replaceChildren() {
    this.childNodes = [];
  }
  setAttribute(name: string, value: string) {
    writes++;
    this.attributes.set(name, value);
  }
  removeAttribute(name: string) {
    this.attributes.delete(name);
  }
  toggleAttribute(name: string, there: boolean) {
    if (there) this.setAttribute(name, "");
    else this.removeAttribute(name);
  }
  private reflected(name: string) {
    return this.attributes.get(name) ?? "";
  }
  get hidden() {
    return this.attributes.has("hidden");
  }
  set hidden(hidden: boolean) {
    this.toggleAttribute("hidden", hidden);
  }
  get title() {
    return this.reflected("title");
  }
  set title(title: string) {
    this.setAttribute("title", title);
  }
  get className() {
    return this.reflected("class");
  }
  set className(name: string) {
    this.setAttribute("class", name);
  }
  set id(id: string) {
    this.setAttribute("id", id);
  }
  get ariaLabel() {
    return this.reflected("aria-label");
  }
  set ariaLabel(label: string | null) {
    if (label === null) this.removeAttribute("aria-label");
    else this.setAttribute("aria-label", label);
  }
}

const NOW = Date.UTC(2026, 10, 15, 4, 30);
const MINUTE = 60_000;
const LINE: QueueLine = {
  uid: 7,
  caseNo: "2026-0007",
  state: CASE_STATES.indexOf("handling"),
  source: 0,
  className: "道路破损",
  classNameEn: "Broken road",
  address: "人民路 12 号",
  department: 5,
  departmentName: "市政",
  departmentNameEn: "Works",
  unitGrid: 0,
  unitGridCode: "",
  lon: null,
  lat: null,
  reportedAt: NOW - 60 * MINUTE,
  deadline: NOW + 12 * MINUTE,
  submittedAt: null,
  closedAt: null,
  changedAt: NOW,
  flags: 0,
  pending: 1,
  stageSince: NOW,
  stageDue: null,
  dispatchDue: null,
  burnsFrom: NOW - 48 * MINUTE,
  burnsAt: NOW + 12 * MINUTE,
  burn: "deadline",
  request: "extension",
  reworkCount: 0,
  sendBackCount: 0,
  description: "路面塌陷",
  pictures: 2,
};
const WORDS = wordsOf("zh-CN", "Asia/Shanghai");
const SHOWN: RowShown = {
  uid: 7,
  line: LINE,
  index: 3,
  top: 96,
  focused: false,
  chosen: false,
  others: undefined,
  claim: undefined,
  words: WORDS,
};
const seat = (person: number, name: string): SeatLine => ({
  person,
  name,
  role: "dispatcher",
  machine: "m",
  caseUid: 7,
  since: NOW,
  own: false,
});
const claim: ClaimLine = { caseUid: 7, person: 2, name: "李四", until: NOW + 90_000, own: false };

beforeEach(() => {
  const make = (tag: string) => new FakeNode(tag);
  vi.stubGlobal("document", {
    createElement: make,
    createElementNS: (_: string, tag: string) => make(tag),
    createTextNode: () => make("#text"),
  });
});
afterEach(() => vi.unstubAllGlobals());

const fake = (row: Row) => row.element as unknown as FakeNode;
function within(node: FakeNode): FakeNode[] {
  return [node, ...node.childNodes.filter((child) => !child.hidden).flatMap(within)];
}
/** What is to be read in a row, apart by spaces. */
const textsIn = (row: Row) =>
  within(fake(row))
    .map(({ data }) => data)
    .filter(Boolean)
    .join(" ");
const labelsIn = (row: Row) => within(fake(row)).map(({ ariaLabel }) => ariaLabel);
const withClass = (row: Row, name: string) =>
  within(fake(row)).find(({ className }) => className.split(" ").includes(name));

function drawn(part: Partial<RowShown> = {}, now = NOW): Row {
  const row = new Row(COLUMNS);
  row.show({ ...SHOWN, ...part }, () => now, false);
  return row;
}

describe("a row of the queue", () => {
  test("says what burns, which case it is, what was asked for, and that something is on its way", () => {
    const row = drawn();
    for (const word of [
      "处置 · 12分后超时",
      "2026-0007",
      "处置中",
      "道路破损",
      "人民路 12 号",
      "市政",
      "申请延期",
      "11:30",
    ]) {
      expect(textsIn(row)).toContain(word);
    }
    expect(labelsIn(row)).toContain("绿灯");
    expect(labelsIn(row)).toContain("2 张图片");
    expect(withClass(row, "pending-mark")?.attributes.get("data-pending")).toBe("1");
    expect(fake(row).attributes.get("id")).toBe(rowId(7));
    expect(fake(row).attributes.get("aria-rowindex")).toBe("5");
  });

  test("is red in words, shape and colour once its clock has run out, and that while it is looked at", () => {
    const row = drawn();
    expect(withClass(row, "queue-over")).toBeUndefined();
    row.show(SHOWN, () => NOW + 20 * MINUTE, true);
    expect(textsIn(row)).toContain("处置 · 超时 8分");
    expect(labelsIn(row)).toContain("红灯");
    expect(withClass(row, "queue-over")?.childNodes[0]?.data).toContain("超时");
    expect(withClass(row, "mark-overdue")).toBeDefined();
  });

  test("Z17 says who else is at the case, and who has claimed it until when", () => {
    const row = drawn({ others: [seat(2, "李四光"), seat(3, "Anna Smith"), seat(4, "王五")], claim });
    expect(within(fake(row)).some(({ title }) => title === "李四光 · 派遣员")).toBe(true);
    expect(textsIn(row)).toMatch(/四光 AS \+1/);
    expect(labelsIn(row)).toContain("李四 已认领，12:31 自动释放");
    expect(labelsIn(drawn({ claim: { ...claim, own: true } }))).toContain("我已认领，12:31 自动释放");
    row.show(SHOWN, () => NOW, false);
    expect(withClass(row, "queue-claim")).toBeUndefined();
    expect(textsIn(row)).not.toContain("四光");
  });

  test("keeps its cells while its line is on its way, says nothing of the case before, and that it is chosen", () => {
    const row = drawn();
    row.show({ ...SHOWN, uid: 8, line: undefined, chosen: true, focused: true }, () => NOW, false);
    expect(within(fake(row)).filter(({ attributes }) => attributes.get("role") === "gridcell")).toHaveLength(
      COLUMNS.length,
    );
    expect(fake(row).attributes.get("aria-selected")).toBe("true");
    expect(fake(row).attributes.has("data-focused")).toBe(true);
    expect(fake(row).attributes.has("data-waits")).toBe(true);
    expect(textsIn(row)).toBe("");
  });

  test("hidden and shown again it says nothing of what it showed before", () => {
    const row = drawn({ claim });
    row.hide();
    expect(fake(row).hidden).toBe(true);
    expect(fake(row).attributes.has("data-uid")).toBe(false);
    row.show({ ...SHOWN, uid: 8, line: undefined }, () => NOW, false);
    expect(fake(row).hidden).toBe(false);
    expect(textsIn(row)).toBe("");
    expect(withClass(row, "queue-claim")).toBeUndefined();
  });

  test("writes nothing where nothing differs, and of another case only what does", () => {
    const row = drawn({}, NOW + 1_000);
    writes = 0;
    row.show({ ...SHOWN }, () => NOW + 1_000, false);
    row.show({ ...SHOWN }, () => NOW + 2_000, true);
    expect(writes).toBe(0);
    row.show({ ...SHOWN, line: { ...LINE, caseNo: "2026-0008" } }, () => NOW + 2_000, false);
    expect(textsIn(row)).toContain("2026-0008");
    expect(writes).toBeLessThanOrEqual(2);
  });
});
