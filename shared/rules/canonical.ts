/**
 * One text for one value: keys in order, no spaces. Two files that say the same thing have the same text, whatever their
 * layout, so that a hash over it names the rule and not its formatting.
 */

/** JSON with the keys of every object in code-unit order. Numbers must be finite; `undefined` members are left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${value} has no canonical form`);
  return JSON.stringify(value);
}
