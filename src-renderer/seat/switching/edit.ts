/** A file of switching rules as it is worked on: read from its text, one rule changed, and as text again. */
import {
  parseDirection,
  type Direction,
  type DirectionRule,
  type DirectionWhen,
} from "../../../shared/rules/direction.ts";
import { TroubleError } from "../../../shared/trouble.ts";

export type RuleOn = DirectionWhen["on"];

/** The rules of a text; null for one that is none, which can be mended as text only. */
export function readDirection(text: string): Direction | null {
  try {
    return parseDirection("direction", JSON.parse(text));
  } catch (error) {
    if (error instanceof TroubleError || error instanceof SyntaxError) return null;
    throw error;
  }
}

export const textOfDirection = (direction: Direction): string => JSON.stringify(direction, null, 2);

/** With a rule in the place of the one that had its id before, or as the last. @param before "" for a new one */
export function withRule(direction: Direction, rule: DirectionRule, before: string): Direction {
  const there = direction.rules.some(({ id }) => id === before);
  const rules = there ? direction.rules.map((each) => (each.id === before ? rule : each)) : [...direction.rules, rule];
  return { ...direction, rules };
}

export function withoutRule(direction: Direction, id: string): Direction {
  return { ...direction, rules: direction.rules.filter((rule) => rule.id !== id) };
}

export function switched(direction: Direction, id: string): Direction {
  const rules = direction.rules.map((rule) => (rule.id === id ? { ...rule, active: !rule.active } : rule));
  return { ...direction, rules };
}

/** A new rule's id: the first of "case-1", "case-2" … that is free. */
export function freeId(direction: Direction, on: RuleOn): string {
  for (let i = 1; ; i++) if (!direction.rules.some(({ id }) => id === `${on}-${i}`)) return `${on}-${i}`;
}
