/** Cases that departments push away, and the borders they are pushed over. */
import type { Fact } from "../../../shared/case/case.ts";
import { isOpenAt } from "../../../shared/evaluation/columns.ts";
import { bordersOf, routeOf } from "../../../shared/evaluation/disputes.ts";
import type { CaseLine, WholeValues } from "../../../shared/view.ts";
import { recordReader } from "../cache/read.ts";
import { lineReader } from "./case-lines.ts";
import type { Source } from "./source.ts";

const DAY = 86_400_000;
/** Closed cases count as long as they are this young; open ones always. */
const LOOK_BACK_DAYS = 90;
const BORDERS = 50;

/** Cases with most send-backs first, open before closed, then the newest. */
export function disputesAnswer(limit: number, source: Source): WholeValues["disputes"] {
  const { cases, handle } = source;
  const factsOf = recordReader(handle, "cases", ["facts"]);
  const after = source.now() - LOOK_BACK_DAYS * DAY;
  const disputed: number[] = [];
  for (let i = 0; i < cases.length; i++) {
    if (cases.sendBackCount[i] === 0) continue;
    if (isOpenAt(cases, i) || (cases.reportedAt[i] as number) >= after) disputed.push(i);
  }
  const routes = new Map<number, number[]>();
  for (const i of disputed) {
    const uid = cases.uid[i] as number;
    const facts = factsOf(uid)?.facts;
    if (facts !== undefined) routes.set(uid, routeOf(JSON.parse(facts) as Fact[]));
  }
  const line = lineReader(source);
  const worst = disputed.toSorted(
    (a, b) =>
      (cases.sendBackCount[b] as number) - (cases.sendBackCount[a] as number) ||
      Number(isOpenAt(cases, b)) - Number(isOpenAt(cases, a)) ||
      (cases.reportedAt[b] as number) - (cases.reportedAt[a] as number) ||
      (cases.uid[a] as number) - (cases.uid[b] as number),
  );
  const shown = worst.slice(0, limit).flatMap((i) => {
    const uid = cases.uid[i] as number;
    const found: CaseLine | undefined = line(uid);
    return found === undefined
      ? []
      : [{ line: found, sendBacks: cases.sendBackCount[i] as number, route: routes.get(uid) ?? [] }];
  });
  const borders = bordersOf(routes)
    .slice(0, BORDERS)
    .map(({ from, to, cases: uids }) => ({ from, to, count: uids.length, uids: uids.slice(0, 2_000) }));
  return { total: disputed.length, cases: shown, borders };
}
