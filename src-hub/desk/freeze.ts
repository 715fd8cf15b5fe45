/**
 * Making a result final (定榜), and computing it again: the standings from the facts up to an instant and a scheme, as one
 * text with its SHA-256. A final result is never changed and never deleted.
 */
import { createHash } from "node:crypto";
import { evaluate } from "../../shared/evaluation/evaluate.ts";
import type { GroupStandings, Subject } from "../../shared/evaluation/facts.ts";
import { frozenOfText, frozenText } from "../../shared/evaluation/frozen.ts";
import { periodKeyOf, periodOf, startOfMonth, type EvaluationPeriod } from "../../shared/evaluation/period-key.ts";
import { parseScheme, type Scheme } from "../../shared/rules/scheme.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { Draft, Store } from "../store/store.ts";
import { countUpTo, type Breathe, type Counted } from "./up-to.ts";

/** What a result rests on besides the facts. */
interface Basis {
  readonly platform: string;
  readonly timeZone: string;
  readonly scheme: Scheme;
  /** The scheme's canonical text and its SHA-256. */
  readonly body: string;
  readonly hash: string;
  /** Facts up to here count, hub time, epoch ms. */
  readonly at: number;
}

export function frozenId(scheme: string, period: string): string {
  return `${scheme}/${period}`;
}

/** Makes the final result of one period. `by` is who asked for it. */
export async function frozenDraft(
  store: Store,
  basis: Basis,
  period: EvaluationPeriod,
  by: string,
  rest: Breathe,
): Promise<Draft<"frozen">> {
  const counted = await countUpTo(wantedOf(store, basis, period), rest);
  return draftOf(store, basis, period, by, counted, subjectsNow(store, basis));
}

/**
 * Makes the final results of all months that ended before `endedBy` and have none yet, oldest first, in one reading of the
 * cases. Empty when there is none to make.
 */
export async function frozenPast(
  store: Store,
  basis: Basis,
  endedBy: number,
  by: string,
  rest: Breathe,
): Promise<Draft<"frozen">[]> {
  const whole = periodOf(periodKeyOf("month", 0)) as EvaluationPeriod;
  const counted = await countUpTo(wantedOf(store, basis, whole), rest);
  const subjects = subjectsNow(store, basis);
  const drafts: Draft<"frozen">[] = [];
  for (const month of counted.monthsBy(basis.scheme.basis)) {
    const period = periodOf(periodKeyOf("month", month)) as EvaluationPeriod;
    const over = startOfMonth(month + 1, basis.timeZone) <= endedBy;
    if (!over || store.find("frozen", basis.platform, frozenId(basis.scheme.scheme, period.key)) !== null) continue;
    drafts.push(draftOf(store, basis, period, by, counted, subjects));
    await rest();
  }
  return drafts;
}

/**
 * The digest of a final result as the facts give it today; equal to the stored one unless somebody changed facts that were
 * known when it was made. Groups are those of the result: a department may have moved since.
 */
export async function recomputedDigest(
  store: Store,
  frozen: RecordOf<"frozen">,
  timeZone: string,
  rest: Breathe,
): Promise<string> {
  const { platform, body, hash, frozenAt: at } = frozen;
  const scheme = parseScheme(`schemes/${frozen.scheme}.json`, JSON.parse(body));
  const period = periodOf(frozen.period);
  if (period === null) throw new Error(`${frozen.period} is no period`);
  const basis: Basis = { platform, timeZone, scheme, body, hash, at };
  const counted = await countUpTo(wantedOf(store, basis, period), rest);
  const subjects = frozenOfText(frozen.result).groups.flatMap(({ standings }) =>
    standings.map(({ key, group }) => ({ key, group })),
  );
  return draftOf(store, basis, period, frozen.frozenBy, counted, subjects).digest;
}

const wantedOf = (store: Store, { platform, timeZone, at, scheme }: Basis, months: EvaluationPeriod) => ({
  store,
  platform,
  timeZone,
  at,
  subject: scheme.subject,
  scheme: scheme.scheme,
  months,
});

function draftOf(
  store: Store,
  { platform, timeZone, scheme, body, hash, at }: Basis,
  period: EvaluationPeriod,
  by: string,
  counted: Counted,
  subjects: readonly Subject[],
): Draft<"frozen"> {
  const { tallies, waiting, caseOf, ledger, posts } = counted;
  const groups = evaluate(scheme, period, {
    now: at,
    timeZone,
    tallies,
    waiting,
    caseOf,
    subjects,
    ledger,
    ...(posts === null ? {} : { posts }),
    frozenMonth: (key) => frozenMonth(store, platform, scheme.scheme, key, at),
  });
  const { version } = scheme;
  const result = frozenText({ scheme: scheme.scheme, version, schemeHash: hash, period: period.key, at, groups });
  return {
    platform,
    id: frozenId(scheme.scheme, period.key),
    scheme: scheme.scheme,
    version,
    hash,
    body,
    period: period.key,
    frozenAt: at,
    frozenBy: by,
    digest: createHash("sha256").update(result).digest("hex"),
    result,
  };
}

/** The final standings of a month, if they were final by `at`. */
function frozenMonth(
  store: Store,
  platform: string,
  scheme: string,
  key: string,
  at: number,
): readonly GroupStandings[] | null {
  const row = store.find("frozen", platform, frozenId(scheme, key));
  return row === null || row.frozenAt > at ? null : frozenOfText(row.result).groups;
}

/** Whom the scheme ranks today. Of posts, whoever acted is found by the evaluation. */
function subjectsNow(store: Store, { platform, scheme }: Basis): Subject[] {
  switch (scheme.subject) {
    case "department":
      return [...store.each("departments", platform)].map(({ uid, groupCode }) => ({ key: uid, group: groupCode }));
    case "dutyGrid":
      return [...store.each("grids", platform)].flatMap(({ uid, level }) =>
        level === "duty" ? [{ key: uid, group: "" }] : [],
      );
    default:
      return [];
  }
}
