/**
 * 汇报: the figures of a briefing, taken once and never again, with the cases that each of them counted.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - X96 Every figure of a briefing is of one instant; none moves while the city goes on, the host restarts or a right changes.
 * - X97 A figure opens to exactly the cases that it counted at that instant, whatever they have become since.
 */
import type { Stretch } from "./evaluation/compare.ts";
import type { Milestone } from "./evaluation/columns.ts";
import type { BothLanguages } from "./rules/check.ts";

/** A count with the cases that it counted. */
export interface FrozenCount {
  readonly n: number;
  /** Name of their set; null for what counts no cases, such as minutes and cameras. */
  readonly set: string | null;
  /** Of that set only the cases of this subject (department or duty grid); left out for all. */
  readonly subject?: number;
}

/** A share n/d, or a plain count with `d` null. */
export interface FrozenRate {
  readonly n: FrozenCount;
  readonly d: FrozenCount | null;
}

/** Counts of an earlier time; null where nothing is known of it. */
export type Earlier = { readonly n: number; readonly d: number | null } | null;

/** An indicator of the registry, or "availability": the time in which the hub was at work, ms. */
export interface FrozenLine extends FrozenRate {
  readonly indicator: string;
  readonly before: Earlier;
  readonly yearBefore: Earlier;
  readonly target: { readonly value: number; readonly setBy: string } | null;
}

/** A subject on the board of a scheme. */
export interface FrozenRank {
  readonly key: number | string;
  readonly name: string;
  readonly nameEn: string;
  readonly shortName: string;
  readonly shortNameEn: string;
  /** Null for those without a rank. */
  readonly rank: number | null;
  readonly score: number | null;
  /** 95 % interval of the score. */
  readonly low: number | null;
  readonly high: number | null;
  readonly before: { readonly score: number; readonly rank: number } | null;
  /** The first share that the score is made of. */
  readonly share: FrozenRate | null;
}

export interface FrozenBoard {
  readonly scheme: string;
  readonly title: BothLanguages;
  readonly version: string;
  /** Of the scheme's canonical text. */
  readonly hash: string;
  /** Since when the result is final, epoch ms; null while it is provisional. */
  readonly final: number | null;
  /** Id of the indicator that `share` is, "" for none. */
  readonly shareOf: string;
  readonly groups: readonly { readonly group: string; readonly lines: readonly FrozenRank[] }[];
}

export interface FrozenIssue {
  readonly classUid: number;
  readonly name: string;
  readonly nameEn: string;
  readonly count: FrozenCount;
  readonly overdue: FrozenCount;
  readonly before: number | null;
}

/** A picture of a case. Its bytes are asked for by its hash. */
export interface FrozenPicture {
  readonly id: string;
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

/** A case that was closed in the period, with what it looked like before and after. */
export interface TypicalCase {
  readonly uid: number;
  readonly caseNo: string;
  readonly className: string;
  readonly classNameEn: string;
  readonly address: string;
  readonly departmentName: string;
  readonly departmentNameEn: string;
  readonly reportedAt: number;
  readonly submittedAt: number;
  readonly before: FrozenPicture;
  readonly after: FrozenPicture;
}

export interface FrozenPeriod {
  /** "2026-11", "2026-Q4", "2026" */
  readonly key: string;
  readonly from: number;
  readonly to: number;
  /** It is not over yet. */
  readonly running: boolean;
}

/** Everything that the pages of a briefing show. */
export interface FrozenBriefing {
  /** Which asking this is the answer to: whoever asks under the same number shows the same figures. */
  readonly taken: number;
  /** Hub time of all figures, epoch ms. */
  readonly at: number;
  readonly platform: { readonly name: string; readonly nameEn: string };
  readonly period: FrozenPeriod;
  /** What it is compared with. */
  readonly before: Stretch;
  readonly yearBefore: Stretch;
  readonly partial: boolean;
  /** The first report of all that is known, epoch ms; null without any. */
  readonly since: number | null;
  readonly funnel: readonly {
    readonly milestone: Milestone;
    readonly count: FrozenCount;
    readonly before: number | null;
  }[];
  readonly lines: readonly FrozenLine[];
  readonly board: FrozenBoard | null;
  /** Months up to the period's last, the oldest first. */
  readonly trend: readonly { readonly month: string; readonly reported: FrozenCount; readonly closed: FrozenCount }[];
  readonly issues: readonly FrozenIssue[];
  /** What lies about at that instant, whenever it was reported. */
  readonly left: {
    readonly open: FrozenCount;
    readonly overdueOpen: FrozenCount;
    readonly suspended: FrozenCount;
    readonly sentBackOften: FrozenCount;
  };
  /** The hour of the period with the most reports; null without any. */
  readonly moment: { readonly from: number; readonly to: number; readonly count: FrozenCount } | null;
  readonly typical: readonly TypicalCase[];
  /** Every case that some set holds, each with its subject on the board. */
  readonly cases: { readonly uid: Uint32Array; readonly subject: Uint32Array };
  /** By name: bit i of byte k says whether the case at 8k + i belongs. */
  readonly sets: Readonly<Record<string, Uint8Array>>;
}

/** uids of the cases that a count counted, in the order of the briefing's cases; none where it counted no cases. */
export function casesOf({ cases, sets }: Pick<FrozenBriefing, "cases" | "sets">, count: FrozenCount): number[] {
  const bits = count.set === null ? undefined : sets[count.set];
  if (bits === undefined) return [];
  const found: number[] = [];
  for (let i = 0; i < cases.uid.length; i++) {
    if (((bits[i >> 3] as number) & (1 << (i & 7))) === 0) continue;
    if (count.subject === undefined || cases.subject[i] === count.subject) found.push(cases.uid[i] as number);
  }
  return found;
}
