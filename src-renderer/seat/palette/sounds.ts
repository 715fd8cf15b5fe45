/** Whether a Chinese name is meant by what was typed: by its first sounds, whole or as initials. */
import { match } from "pinyin-pro";

export function soundsLike(name: string, typed: string): boolean {
  const text = typed.replaceAll(/\s+/g, "").toLowerCase();
  return text !== "" && match(name, text, { precision: "start", lastPrecision: "start" }) !== null;
}
