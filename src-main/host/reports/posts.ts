/** What people did in the months that a report of a scheme of posts looks at. */
import type { Fact } from "../../../shared/case/case.ts";
import { monthFinder } from "../../../shared/evaluation/months.ts";
import { periodKeyOf } from "../../../shared/evaluation/period-key.ts";
import { postCounter } from "../../../shared/evaluation/posts.ts";
import type { Scheme } from "../../../shared/rules/scheme.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { ReportData } from "../../report/data.ts";
import { recordReader } from "../cache/read.ts";
import type { Source } from "../views/source.ts";
import { sliced } from "./slices.ts";
import type { Wanted } from "./wanted.ts";

/** The vectors (TERMS) by month and person, from facts up to `at`; empty for schemes that rank no people. */
export async function postsOfReport(
  { subject }: Scheme,
  { months }: Wanted,
  at: number,
  ledger: readonly RecordOf<"ledger">[],
  source: Source,
): Promise<ReportData["posts"]> {
  if (subject === "department" || subject === "dutyGrid") return {};
  const { cases, handle, names } = source;
  const monthOf = monthFinder(names.timeZone());
  const counters = new Map(months.map((month) => [month, postCounter(names.timeZone())]));
  const excluded = new Map(
    months.map((month) => {
      const key = periodKeyOf("month", month);
      const entries = ledger.filter((entry) => entry.kind === "exclusion" && entry.withdrawnAt === null);
      return [month, new Set(entries.filter((entry) => entry.month === key).map(({ caseUid }) => caseUid))] as const;
    }),
  );
  const read = recordReader(handle, "cases", ["facts"]);
  await sliced(Array.from(cases.uid.subarray(0, cases.length)), (uid) => {
    const row = read(uid);
    if (row === undefined) return;
    const facts = (JSON.parse(row.facts) as Fact[]).filter((fact) => fact.at <= at);
    for (const month of new Set(facts.map((fact) => monthOf(fact.at)))) {
      if (excluded.get(month)?.has(uid) !== true) counters.get(month)?.add(facts);
    }
  });
  return Object.fromEntries(
    [...counters].map(([month, counter]) => {
      const vectors = [...counter.vectors()[subject](month)];
      return [periodKeyOf("month", month), Object.fromEntries(vectors.map(([person, sums]) => [person, [...sums]]))];
    }),
  );
}
