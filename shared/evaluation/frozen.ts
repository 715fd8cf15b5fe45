/**
 * A result made final, as one text: the same facts and the same scheme give the same bytes on every machine, so that a
 * digest of them proves that nothing was changed afterwards.
 */
import { canonicalJson } from "../rules/canonical.ts";
import type { GroupStandings } from "./facts.ts";

const FORMAT = 1;
/** Digits kept of what was worked out: far beyond what is printed, and safe from the last bits of a sum. */
const DIGITS = 6;

export interface FrozenResult {
  readonly scheme: string;
  readonly version: string;
  /** Of the scheme's canonical text. */
  readonly schemeHash: string;
  readonly period: string;
  /** Facts up to here count, epoch ms. */
  readonly at: number;
  readonly groups: readonly GroupStandings[];
}

/** The text of a result; its SHA-256 is the result's digest. */
export function frozenText(result: FrozenResult): string {
  return canonicalJson(rounded({ format: FORMAT, ...result }));
}

/** The result of a text that `frozenText` made. Throws when it is another: a broken invariant. */
export function frozenOfText(text: string): FrozenResult {
  const { format, ...result } = JSON.parse(text) as FrozenResult & { readonly format: unknown };
  if (format !== FORMAT) throw new Error(`a frozen result of format ${String(format)} is not known`);
  return result;
}

/** Numbers at a fixed number of digits; whole numbers stay as they are. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? value + 0 : Number(value.toFixed(DIGITS)) + 0;
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rounded(member)]));
  }
  return value;
}
