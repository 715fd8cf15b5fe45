/** The ledger of a scheme over a period, withdrawn entries too, the newest first. */
import { periodOf } from "../../../shared/evaluation/period-key.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { records } from "../cache/read.ts";
import { periodAsked } from "./periods.ts";
import { dimensionOf, schemeAsked } from "./standings.ts";
import type { Source } from "./source.ts";

export function ledgerAnswer(asked: string, wanted: string, source: Source): WholeValues["ledger"] {
  const found = schemeAsked(asked, source);
  if (found === null) return { period: null, entries: [] };
  const { scheme } = found;
  const { period, shown } = periodAsked(wanted, dimensionOf(scheme), scheme.basis, source);
  const entries = records(source.handle, "ledger").filter((entry) => {
    const month = periodOf(entry.month)?.first ?? Number.NaN;
    return entry.scheme === scheme.scheme && month >= period.first && month <= period.last;
  });
  return { period: shown, entries: entries.toSorted((a, b) => b.enteredAt - a.enteredAt || b.uid - a.uid) };
}
