/** A cache of invented cases of which many are open, each with clocks and texts of its own. */
import { mkdirSync } from "node:fs";
import type { CaseReport, Fact } from "../../../shared/case/case.ts";
import { CASE_STATES, type CaseState } from "../../../shared/case/state.ts";
import { columnIndex, rowOf, type Row } from "../../../shared/tables.ts";
import type { Cache } from "../../../src-main/host/cache/handles.ts";
import { openCache } from "../../../src-main/host/cache/open.ts";
import { openWriter } from "../../../src-main/host/cache/write.ts";
import { chances } from "../../contract/random-cases.ts";
import { CLASSES, inventedCases, inventedCity, NOW } from "../invented-cases.ts";

const BATCH = 5_000;
const [MINUTE, HOUR] = [60_000, 3_600_000];
/** States in which cases wait for a dispatcher, the most often first. */
const WAITING: readonly CaseState[] = ["pendingDispatch", "pendingHandling", "pendingReview", "returned"];
const PROBLEMS = ["井盖松动", "路灯不亮", "占道经营", "垃圾堆积", "树木倒伏", "护栏破损", "积水", "乱贴广告"];
/** One case in so many tells of something rare. */
const RARE = 1_000;
/** What the rare ones say, and what many say. */
export const [RARE_WORDS, COMMON_WORDS] = ["油烟扰民", "井盖"] as const;

/**
 * @param open how many of them wait for a dispatcher; the others are as they are invented, and those still open are closed
 */
export function openCity(dataDir: string, howMany: number, open: number): Cache {
  mkdirSync(dataDir, { recursive: true });
  const cache = openCache(dataDir, () => undefined);
  const writer = openWriter(cache.write);
  const { platforms, departments } = inventedCity();
  writer.transact(() => {
    for (const row of platforms) writer.add("platforms", row);
    for (const row of departments) writer.add("departments", row);
    for (let uid = 1; uid <= CLASSES; uid++) writer.add("classes", classRow(uid));
  });
  const chance = chances(2);
  const every = Math.floor(howMany / open);
  let batch: Row[] = [];
  const write = () => {
    writer.transact(() => batch.forEach((row) => writer.add("cases", row)));
    batch = [];
  };
  for (const row of inventedCases(howMany)) {
    const uid = row[0] as number;
    batch.push(
      uid % every === 0 ? waitingCase(row, uid, chance) : withCells(row, { state: CASE_STATES.indexOf("closed") }),
    );
    if (batch.length === BATCH) write();
  }
  write();
  return cache;
}

function waitingCase(row: Row, uid: number, chance: () => number): Row {
  const state = WAITING[Math.floor(WAITING.length * chance() ** 2)] as CaseState;
  const problem = PROBLEMS[uid % PROBLEMS.length] as string;
  const since = NOW - Math.round(chance() * 10 * HOUR);
  const address = `人民路${uid % 997}号${uid % 13 === 0 ? "地铁口" : "门前"}`;
  return withCells(row, {
    caseNo: `2026${String(uid).padStart(9, "0")}`,
    state: CASE_STATES.indexOf(state),
    address,
    facts: factsOf(row, since, address),
    description: `市民反映${problem}，影响通行，已拍照${uid % RARE === 0 ? `，另有${RARE_WORDS}` : ""}`,
    submittedAt: state === "pendingReview" ? since : null,
    closedAt: null,
    checkedAt: null,
    stageSince: since,
    stageDue: since + Math.round((15 + chance() * 600) * MINUTE),
    dispatchDue: since + 10 * MINUTE,
    deadline: NOW + Math.round((chance() - 0.2) * 96 * HOUR),
  });
}

/** The steps that it went, so that its page has a line of time to show. */
function factsOf(row: Row, at: number, address: string): string {
  const cell = (name: "classUid" | "unitGrid" | "dutyGrid" | "department") => row[columnIndex("cases", name)] as number;
  const report: CaseReport = {
    kind: "matter",
    classUid: cell("classUid"),
    source: "patrol",
    lon: null,
    lat: null,
    address,
    unitGrid: cell("unitGrid"),
    dutyGrid: cell("dutyGrid"),
    description: "",
    urgent: false,
  };
  const facts: readonly Fact[] = [
    { kind: "reported", at, by: "监督员", report },
    { kind: "accepted", at: at + MINUTE, by: "受理员" },
    { kind: "filed", at: at + 2 * MINUTE, by: "值班长", limit: { value: 8, type: "workHour" } },
    { kind: "dispatched", at: at + 3 * MINUTE, by: "派遣员", department: cell("department"), deadline: at + 8 * HOUR },
    { kind: "urged", at: at + 4 * MINUTE, by: "派遣员", note: "请尽快处置" },
  ];
  return JSON.stringify(facts);
}

function withCells(row: Row, cells: Readonly<Record<string, string | number | null>>): Row {
  const next = [...row];
  for (const [name, cell] of Object.entries(cells)) next[columnIndex("cases", name as "uid")] = cell;
  return next;
}

function classRow(uid: number): Row {
  const major = String(1 + (uid % 12)).padStart(2, "0");
  return rowOf("classes", {
    uid,
    platform: "test",
    id: `s/matter/${uid}`,
    scheme: "s",
    kind: "matter",
    code: String(uid),
    name: `小类${uid}`,
    nameEn: `Class ${uid}`,
    majorCode: major,
    majorName: `大类${major}`,
    majorNameEn: `Major ${major}`,
  });
}
