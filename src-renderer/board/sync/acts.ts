/** Why the host did not do what it was asked for, in words. */
import type { Trouble } from "../../../shared/trouble.ts";
import type { Words } from "../../kit/text.ts";

/** The link's own troubles speak of the hub; here it is the host that was asked. */
export function actSentence(trouble: Trouble, words: Words): string {
  if (trouble.code === "hubAway") return words.text("sync.act.away");
  if (trouble.code === "deskSilent") return words.text("sync.act.silent");
  return words.trouble(trouble);
}
