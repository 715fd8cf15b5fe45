/** A file of direction rules that is well: it reads, it has no name twice, and nothing in it makes a wall flap. */
import { parseDirection, type Direction } from "../rules/direction.ts";
import { TroubleError } from "../trouble.ts";
import { flapsOf, type RulesOfFile } from "./flaps.ts";

/**
 * The content of `direction/NAME.json`, held against the files before it.
 * @param others files that are well together
 * @throws TroubleError `ruleBroken`, `ruleDuplicate`, or one that says which rules would flap (X68)
 */
export function checkedDirection(file: string, value: unknown, others: readonly RulesOfFile[] = []): Direction {
  const read = parseDirection(file, value);
  read.rules.forEach(({ id }, i) => {
    if (others.some(({ rules }) => rules.some((rule) => rule.id === id))) {
      throw new TroubleError("ruleDuplicate", { file, path: `rules.${i}.id`, name: id });
    }
  });
  const [flap] = flapsOf([...others, { file, rules: read.rules }]);
  if (flap !== undefined) throw new TroubleError(flap.code, flap.params);
  return read;
}
