/** The format number with which rule files of one kind begin. */
import { TroubleError } from "../trouble.ts";

/** @throws TroubleError `ruleNewer` when a file says that it was written for a later version of this program. */
export function checkFormat(file: string, value: unknown, known: number): void {
  const found = typeof value === "object" && value !== null && "format" in value ? value.format : undefined;
  if (typeof found === "number" && found > known) throw new TroubleError("ruleNewer", { file, found, known });
}
