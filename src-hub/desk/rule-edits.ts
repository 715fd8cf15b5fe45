/**
 * Rules as a city's people edit them while the hub runs: a version of their own counts before the file, until it is taken
 * back.
 *
 * Rules (docs/rules.md): Z69.
 */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { RULES_PLATFORM } from "../../shared/tables.ts";
import { done, refused, type Deciding, type RuleChange } from "./answer.ts";

/** `by` of an answer is a label. */
const MOST_PLACE = 100;

export function changeRule(
  deciding: Deciding,
  asked: Extract<DeskRequest, { ask: "putRule" | "resetRule" }>,
): DeskAnswer {
  const { departments, unitGrids, platforms } = deciding.asker.scope;
  // Rules are the whole hub's: whoever has to do with a part of it changes none.
  if (departments !== null || unitGrids !== null || platforms !== null) return refused("notAllowed");
  const { kind, name } = asked;
  return publish(deciding, { kind, name, body: asked.ask === "putRule" ? asked.body : null });
}

/** Checks a change with all other rules, keeps it and publishes what is in force then. */
export function publish(deciding: Deciding, change: RuleChange): DeskAnswer {
  const { rules, store, tx, by, at } = deciding;
  const id = `${change.kind}/${change.name}`;
  const edited = store.ruleEdits().some(({ kind, name }) => `${kind}/${name}` === id);
  const before = store.find("rules", RULES_PLATFORM, id);
  const wrong = rules.edit(tx, change, { by, at });
  if (wrong !== null) {
    const place = wrong.place.slice(0, MOST_PLACE);
    deciding.tell({ text: place });
    return refused(wrong.refused, ...(place === "" ? [] : [place]));
  }
  const after = store.find("rules", RULES_PLATFORM, id);
  deciding.tell({
    subject: "rules",
    uid: after?.uid ?? before?.uid ?? 0,
    label: id,
    text: edited ? "edit" : before === null || before.body === "" ? "none" : "file",
    before: before?.body ?? "",
    after: after?.body ?? "",
    changed: before?.body !== after?.body || edited !== (change.body !== null),
  });
  return done(deciding, after?.uid ?? 0);
}
