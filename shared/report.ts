/** Evaluation reports (评价报告) as windows ask for them and hear of them. */
import type { BothLanguages } from "./rules/check.ts";
import type { Role } from "./roles.ts";

/** What is done for a report, in this order. */
export const REPORT_STEPS = ["gather", "compose", "docx", "pdf", "xlsx", "sign", "verify"] as const;
export type ReportStep = (typeof REPORT_STEPS)[number];

/** What a bundle says once it has been verified. Instants are hub time, epoch ms. */
export interface ReportVerified {
  /** YYYY-MM, YYYY-Qn or YYYY. */
  readonly period: string;
  readonly scheme: string;
  readonly schemeHash: string;
  /** Made before the period was over. */
  readonly draft: boolean;
  readonly madeAt: number;
  readonly figures: number;
  readonly cases: number;
  /** Of the key it is signed with, and whether that is the one that was named. */
  readonly fingerprint: string;
  readonly pinned: boolean;
}

/** A report that was made on this machine. */
export interface ReportMade {
  /** Of its folder, and of its bundle. */
  readonly name: string;
  readonly period: string;
  readonly scheme: string;
  readonly title: BothLanguages;
  readonly draft: boolean;
  readonly madeAt: number;
  readonly by: string;
  readonly figures: number;
  readonly cases: number;
  /** Bytes of the bundle. */
  readonly bytes: number;
}

/** View "reports". */
export interface ReportsValue {
  readonly mayMake: boolean;
  /** What is being made, null when nothing is. */
  readonly making: { readonly period: string; readonly scheme: string; readonly step: ReportStep } | null;
  /** Newest first. */
  readonly made: readonly ReportMade[];
  /** Folder in which each report has its own, as this machine names it. */
  readonly folder: string;
  /** Fingerprint of the key that reports are signed with here, "" before the first. */
  readonly fingerprint: string;
}

const MAY_REPORT: ReadonlySet<Role> = new Set(["leader", "director", "shiftLeader", "admin"]);

/** Whether a role may make reports. */
export function mayReport(role: Role | null): boolean {
  return role !== null && MAY_REPORT.has(role);
}
