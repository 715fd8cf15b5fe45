/** A person's name as a chip: the given name of a Chinese name, the first letters of others. */

const HAN = /\p{Script=Han}/u;

/** Two characters at most. */
export function initialsOf(name: string): string {
  const whole = name.trim();
  if (HAN.test(whole)) return Array.from(whole.replaceAll(/\s+/g, "")).slice(-2).join("");
  const words = whole.split(/\s+/).filter((word) => word !== "");
  const [first = "", last = ""] = [words[0], words.length > 1 ? words.at(-1) : ""];
  return `${first.slice(0, last === "" ? 2 : 1)}${last.slice(0, 1)}`.toUpperCase();
}
