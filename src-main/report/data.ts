/**
 * What a report is made of and recomputed from: the facts of its cases as columns, and everything a figure rests on beside
 * them, as one value that travels in the bundle. Nothing of a person is in it: no description, no address, no caller; what
 * a case carries are its times, its places by number, and its marks.
 */
import * as v from "valibot";

/** The newest form of `data.json` that this program knows. */
export const DATA_FORMAT = 1;

/** Columns of the cases that figures look at. Times are hub time, epoch ms, null when the step has not happened. */
export const CASE_COLUMNS = [
  "uid",
  "state",
  "source",
  "classUid",
  "department",
  "unitGrid",
  "dutyGrid",
  "deadline",
  "reportedAt",
  "acceptedAt",
  "filedAt",
  "dispatchedAt",
  "submittedAt",
  "closedAt",
  "suspendedAt",
  "satisfaction",
  "reworkCount",
  "extensionCount",
  "sendBackCount",
  "marks",
  "flags",
  "located",
] as const;
export type CaseColumn = (typeof CASE_COLUMNS)[number];

const text = v.string();
const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const instant = v.pipe(v.number(), v.finite());
const cells = v.array(v.nullable(v.pipe(v.number(), v.finite())));
/** n of d; d is null for a plain count. */
const counted = v.object({ n: uint, d: v.nullable(uint) });
const given = v.object({ now: v.nullable(counted), before: v.nullable(counted), yearBefore: v.nullable(counted) });
const named = v.object({ uid: uint, name: text, nameEn: text });

const ledgerEntry = v.object({
  uid: uint,
  platform: text,
  id: text,
  scheme: text,
  kind: text,
  item: text,
  month: text,
  department: uint,
  caseUid: uint,
  points: v.nullable(v.number()),
  text,
  evidence: text,
  author: text,
  enteredAt: instant,
  withdrawnAt: v.nullable(instant),
  withdrawnBy: text,
  withdrawnWhy: text,
});

export const reportDataSchema = v.object({
  format: v.literal(DATA_FORMAT),
  /** Of the program that made it. */
  version: text,
  language: v.picklist(["zh-CN", "en"]),
  platform: v.object({ id: text, name: text, nameEn: text, timeZone: text }),
  /** 发文机关 and 发文字号 as typed; "" for none. */
  issuer: text,
  number: text,
  /** YYYY-MM, YYYY-Qn or YYYY. */
  period: text,
  /** Made before the period was over. */
  draft: v.boolean(),
  /** Facts up to here count, hub time. */
  at: instant,
  /** When it was made, hub time, and the commit time of the newest change that was known then. */
  madeAt: instant,
  dataAt: v.nullable(instant),
  /** Name of whoever made it. */
  by: text,
  /** True when this machine sees all of the city. */
  whole: v.boolean(),
  /** The scheme's canonical text; its hash is worked out from it. */
  scheme: text,
  /** Final results by their period, as the hub keeps them. */
  frozen: v.record(text, v.object({ text, digest: text, at: instant, by: text })),
  /** Whether the period's own final result could be worked out again from the cases here; null without one. */
  reproduces: v.nullable(v.boolean()),
  subjects: v.array(v.object({ key: v.union([uint, text]), group: text, name: text, nameEn: text })),
  departments: v.array(named),
  classes: v.array(named),
  targets: v.array(v.object({ indicator: text, value: v.number(), setBy: text, setAt: instant })),
  ledger: v.array(ledgerEntry),
  /** The policy and calendar that deadlines were set by: for the reader, no figure looks at them. */
  rules: v.array(v.object({ kind: text, name: text, hash: text, body: text })),
  cases: v.object(Object.fromEntries(CASE_COLUMNS.map((name) => [name, cells])) as Record<CaseColumn, typeof cells>),
  /** Numbers (案件号) of the cases that are listed one by one, by uid. */
  numbers: v.record(text, text),
  /** Departments that disputed cases were with, in order, by uid. */
  routes: v.record(text, v.array(uint)),
  /** Months of whoever did steps, for schemes of posts: person → vector of TERMS; empty for other schemes. */
  posts: v.record(text, v.record(text, v.array(v.number()))),
  /** Counted elsewhere than over cases; printed as they are. */
  cameras: given,
  coverage: given,
});
export type ReportData = v.InferOutput<typeof reportDataSchema>;
export type CountedPair = v.InferOutput<typeof counted>;
