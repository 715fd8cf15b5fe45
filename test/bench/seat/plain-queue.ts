/** The queue as one would write it plainly: an object for each case that waits, `filter` and `sort`. */
import { stateOfCode } from "../../../shared/case/state.ts";
import { burningAt, nothingBurns } from "../../../shared/evaluation/burn.ts";
import { QUEUE_OF } from "../../../shared/rights.ts";
import type { QueueQuestion } from "../../../src-main/host/views/queue.ts";
import type { Source } from "../../../src-main/host/views/source.ts";

interface PlainCase {
  readonly uid: number;
  readonly state: ReturnType<typeof stateOfCode>;
  readonly classUid: number;
  readonly department: number;
  readonly reportedAt: number;
  readonly deadline: number | null;
  readonly submittedAt: number | null;
  readonly burnsAt: number;
  readonly caseNo: string;
  readonly text: string;
}

const TEN_MINUTES = 600_000;
const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

/** Only what waits is made into objects, which spares the plain way the look at all others. */
export function plainQueue({ cases, handle, now, names }: Source): (question: QueueQuestion) => Uint32Array {
  const texts = handle.prepare<[number], { caseNo: string; address: string; description: string }>(
    "SELECT caseNo, address, description FROM cases WHERE uid = ?",
  );
  const all = Array.from(cases.open, (i): PlainCase => {
    const uid = cases.uid[i] as number;
    const row = texts.get(uid);
    const burning = burningAt(cases, i, TEN_MINUTES, nothingBurns());
    const named = names.classOf(cases.classUid[i] as number);
    return {
      uid,
      state: stateOfCode(cases.state[i] as number),
      classUid: cases.classUid[i] as number,
      department: cases.department[i] as number,
      reportedAt: cases.reportedAt[i] as number,
      deadline: orNull(cases.deadline[i]),
      submittedAt: orNull(cases.submittedAt[i]),
      burnsAt: Number.isNaN(burning.at) ? Infinity : burning.at,
      caseNo: row?.caseNo ?? "",
      text: `${row?.caseNo} ${row?.address} ${row?.description} ${named?.name} ${named?.nameEn}`.toLowerCase(),
    };
  });
  return ({ role, only, text, order }) => {
    const states = QUEUE_OF[role || "admin"] ?? [];
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const at = now();
    return Uint32Array.from(
      all
        .filter(
          (c) =>
            states.includes(c.state) &&
            (only.department === undefined || c.department === only.department) &&
            (only.classUid === undefined || c.classUid === only.classUid) &&
            (only.which !== "overdueOpen" || (c.deadline !== null && c.deadline < at && c.submittedAt === null)) &&
            words.every((word) => c.text.includes(word)),
        )
        .sort((a, b) => (order === "newest" ? b.reportedAt - a.reportedAt : a.burnsAt - b.burnsAt) || a.uid - b.uid)
        .map(({ uid }) => uid),
    );
  };
}
