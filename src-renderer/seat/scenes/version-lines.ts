/** What the record of acts says of one file, as the versions that it has had. */
import { canonicalJson } from "../../../shared/rules/canonical.ts";
import type { AuditLine } from "../../../shared/wire/office.ts";

export interface Version {
  /** Number of the act that made it; of what was there before the first act, that number negative. */
  readonly audit: number;
  readonly at: number;
  /** Who made it. */
  readonly name: string;
  /** "" for what was there before anybody changed it. */
  readonly act: string;
  /** As the file says it, "" where it says none. */
  readonly version: string;
  readonly body: string;
}

/** The versions that a file has had, newest first. Acts that were refused, or left nothing, made none. */
export function versionsOf(
  lines: readonly Pick<AuditLine, "audit" | "at" | "name" | "act" | "outcome" | "before" | "after">[],
): readonly Version[] {
  const done = lines.filter(({ outcome, before, after }) => outcome === "done" && before !== after);
  const made = done
    .filter(({ after }) => after !== "")
    .map(({ audit, at, name, act, after }) => ({ audit, at, name, act, version: versionIn(after), body: after }));
  const first = done.at(-1);
  if (first === undefined || first.before === "") return made;
  const { audit, at, before } = first;
  return [...made, { audit: -audit, at, name: "", act: "", version: versionIn(before), body: before }];
}

function versionIn(body: string): string {
  try {
    const { version } = JSON.parse(body) as { version?: unknown };
    return typeof version === "string" ? version : "";
  } catch {
    return "";
  }
}

/** A JSON text so that two that say the same look the same, line by line. */
export function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(canonicalJson(JSON.parse(body))), null, 2);
  } catch {
    return body;
  }
}
