/** What lies about, from the columns and the platform's policy. */
import { backlogOf } from "../../../shared/evaluation/backlog.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { count } from "../cache/read.ts";
import type { Source } from "./source.ts";

export function backlogAnswer(source: Source): WholeValues["backlog"] {
  const { backlogDays } = source.rules.policy();
  return {
    ...backlogOf(source.cases, source.now(), backlogDays),
    backlogDays,
    asides: count(source.handle, "asides"),
  };
}
