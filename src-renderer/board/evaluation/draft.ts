/** A ledger entry as it is being typed, and what is still missing before it can be sent. */
import type { LedgerKind, Scheme } from "../../../shared/rules/scheme.ts";
import type { DeskRequest, Evidence } from "../../../shared/wire/desk.ts";
import { itemsOf } from "./entries.ts";

/** Everything as typed: nothing is lost when something is wrong with it. */
export interface Draft {
  readonly kind: LedgerKind;
  readonly item: string;
  readonly month: string;
  readonly points: string;
  readonly text: string;
  /** The case it is about, 0 none. */
  readonly caseUid: number;
  readonly link: string;
}

/** Fields that can be wrong; each has a sentence under `draft.<fault>`. */
export type Fault = "text" | "mark" | "points" | "item" | "case" | "link";

type EnterLedger = Extract<DeskRequest, { ask: "enterLedger" }>;

export function emptyDraft(scheme: Scheme, kind: LedgerKind, month: string): Draft {
  return { kind, item: itemsOf(scheme, kind)[0]?.item ?? "", month, points: "", text: "", caseUid: 0, link: "" };
}

/** Spot checks and supervision are marked 0–100; items of bonus and penalty may be given their own points. */
export const isMarked = (kind: LedgerKind): boolean => kind === "spotCheck" || kind === "supervision";
export const hasPoints = (kind: LedgerKind): boolean => isMarked(kind) || kind === "bonus" || kind === "penalty";

/** The request a draft stands for, or the first thing that is wrong with it. */
export function requestOf(
  draft: Draft,
  scheme: Scheme,
  to: { readonly platform: string; readonly department: number },
): EnterLedger | { readonly fault: Fault } {
  const { kind, month, text, caseUid } = draft;
  const items = itemsOf(scheme, kind);
  if (items.length > 0 && !items.some(({ item }) => item === draft.item)) return { fault: "item" };
  const typed = draft.points.normalize("NFKC").trim();
  const number = /^[+-]?\d+(\.\d+)?$/.test(typed.replace("−", "-")) ? Number(typed.replace("−", "-")) : null;
  if (isMarked(kind) && (number === null || number < 0 || number > 100)) return { fault: "mark" };
  if (!isMarked(kind) && hasPoints(kind) && typed !== "" && number === null) return { fault: "points" };
  if (kind === "exclusion" && caseUid === 0) return { fault: "case" };
  if (text.trim() === "") return { fault: "text" };
  const link = draft.link.trim();
  if (link !== "" && !/^https?:\/\/\S+$/.test(link)) return { fault: "link" };
  const evidence: Evidence[] = [
    ...(caseUid === 0 ? [] : [{ kind: "case", uid: caseUid } as const]),
    ...(link === "" ? [] : [{ kind: "link", url: link } as const]),
  ];
  return {
    ask: "enterLedger",
    platform: to.platform,
    scheme: scheme.scheme,
    kind,
    item: items.length > 0 ? draft.item : "",
    month,
    department: to.department,
    caseUid: kind === "exclusion" ? caseUid : 0,
    points: hasPoints(kind) ? number : null,
    text: text.trim(),
    evidence,
  };
}
