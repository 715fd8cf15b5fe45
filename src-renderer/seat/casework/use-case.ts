/** Everything that the page of a case goes by, asked for together. */
import { useMemo } from "react";
import type { Case, Fact } from "../../../shared/case/case.ts";
import type { FilingCondition } from "../../../shared/case/classes.ts";
import { replay } from "../../../shared/case/evolve.ts";
import { DEFAULT_POLICY, type CasePolicy } from "../../../shared/case/policy.ts";
import { parsePolicy } from "../../../shared/rules/policy.ts";
import { parseTemplates, type Template } from "../../../shared/rules/templates.ts";
import type { SuggestValue } from "../../../shared/seat.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import type { AroundValue, WholeValues } from "../../../shared/view.ts";
import { factsOf } from "../../board/facts.ts";
import { useView } from "../../link/react.ts";
import { publishedConditions } from "./conditions.ts";

const NO_ROWS: readonly never[] = [];
const NO_SUGGESTIONS: SuggestValue = { suggestions: [], month: { suggested: 0, overridden: 0 } };

export interface CaseWorld {
  /** False before the first answer. */
  readonly loaded: boolean;
  readonly trouble: Trouble | null;
  /** Null while loading, and for a case that is not there. */
  readonly found: WholeValues["case"];
  readonly facts: readonly Fact[];
  /** Folded from its facts; null where they are not on this machine. */
  readonly folded: Case | null;
  readonly departments: ReadonlyMap<number, RecordOf<"departments">>;
  readonly suggest: SuggestValue;
  readonly policy: CasePolicy;
  readonly templates: readonly Template[];
}

export function useCase(uid: number): CaseWorld {
  const view = useView({ view: "case", uid });
  const suggest = useView({ view: "suggest", uid }).value ?? NO_SUGGESTIONS;
  const rows = useView({ view: "departments" }).value ?? NO_ROWS;
  const platform = useView({ view: "city" }).value?.platform ?? null;
  const policies = useView({ view: "ruleFiles", kind: "policies" }).value ?? NO_ROWS;
  const files = useView({ view: "ruleFiles", kind: "templates" }).value ?? NO_ROWS;
  const departments = useMemo(() => new Map(rows.map((row) => [row.uid, row])), [rows]);
  const policy = useMemo(
    () =>
      parsed(
        parsePolicy,
        "policies",
        policies.find(({ name }) => name === platform?.policy),
      ) ?? DEFAULT_POLICY,
    [policies, platform?.policy],
  );
  const templates = useMemo(
    () => files.flatMap((file) => parsed(parseTemplates, "templates", file)?.list ?? []),
    [files],
  );
  const written = view.value?.record.facts ?? "[]";
  const facts = useMemo(() => factsOf({ facts: written }), [written]);
  const folded = useMemo(() => (facts.length === 0 ? null : replayed(facts)), [facts]);
  return {
    loaded: view.rev > 0,
    trouble: view.trouble,
    found: view.value,
    facts,
    folded,
    departments,
    suggest,
    policy,
    templates,
  };
}

/** Facts of another version may not begin with a report: nothing is foretold of such a case then. */
function replayed(facts: readonly Fact[]): Case | null {
  return facts[0]?.kind === "reported" && "report" in facts[0] ? replay(facts) : null;
}

/** What a rule file's body reads as; null where it is missing or of another version. */
function parsed<T>(
  parse: (file: string, value: unknown) => T,
  kind: string,
  file: Pick<RecordOf<"rules">, "name" | "body"> | undefined,
): T | null {
  if (file === undefined) return null;
  try {
    return parse(`${kind}/${file.name}`, JSON.parse(file.body));
  } catch (error) {
    if (error instanceof TroubleError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The published conditions of a case's class; asked for only where it is to be filed: class tables are large. */
export function useConditions(
  record: Pick<RecordOf<"cases">, "classUid" | "platform"> | null,
  wanted: boolean,
): readonly FilingCondition[] {
  const files = useView({ view: "ruleFiles", kind: wanted ? "classes" : "templates" }).value ?? NO_ROWS;
  const classes = useView({ view: "classes" }).value ?? NO_ROWS;
  const [classUid, platform] = [record?.classUid ?? 0, record?.platform ?? ""];
  return useMemo(() => {
    const found = wanted ? classes.find(({ uid }) => uid === classUid) : undefined;
    return found === undefined ? NO_ROWS : publishedConditions(files, platform, found);
  }, [wanted, files, classes, classUid, platform]);
}

/** Cases near a place; none for a case without one. */
export function useNearCases(lon: number | null, lat: number | null): AroundValue["cases"] {
  // Any place will do where there is none: the answer is not looked at.
  const around = useView({ view: "around", lon: lon ?? 0, lat: lat ?? 0 }).value;
  return lon === null || lat === null ? NO_ROWS : (around?.cases ?? NO_ROWS);
}
