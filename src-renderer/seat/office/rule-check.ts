/** What is wrong with a rule as it is typed: the same functions judge it that the hub goes by, before it is sent (Z77). */
import { parseAlarmRules } from "../../../shared/rules/alarms.ts";
import { parseCalendar } from "../../../shared/rules/calendar.ts";
import type { RuleKind } from "../../../shared/rules/check.ts";
import { parseClassExtension, parseClassTable } from "../../../shared/rules/class-table.ts";
import { checkedDirection } from "../../../shared/direction/checked.ts";
import { parsePlaylist } from "../../../shared/rules/playlists.ts";
import { parsePolicy } from "../../../shared/rules/policy.ts";
import { parseSceneFile } from "../../../shared/rules/scenes.ts";
import { parseScheme } from "../../../shared/rules/scheme.ts";
import { parseTemplates } from "../../../shared/rules/templates.ts";
import { parseThresholds } from "../../../shared/rules/thresholds.ts";
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import { lineOfPath, slipOf } from "./json-place.ts";

/** The longest body that the desk takes, characters. */
export const MOST_BODY = 400_000;

/** What is wrong, and in which line; line 0 for the text as a whole. */
export type RuleFault =
  | { readonly line: number; readonly trouble: Trouble }
  | { readonly line: number; readonly column: number; readonly trouble: null }
  | { readonly line: 0; readonly tooLong: number; readonly trouble: null };

/** The first thing that is wrong with the text of a rule; null when it can be sent. */
export function ruleFault(kind: RuleKind, name: string, text: string): RuleFault | null {
  if (text.length > MOST_BODY) return { line: 0, tooLong: text.length, trouble: null };
  const slip = slipOf(text);
  if (slip !== null) return { ...slip, trouble: null };
  const value = JSON.parse(text) as unknown;
  try {
    parseRule(kind, name, value);
    return null;
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    const { path } = error.trouble.params ?? {};
    return { line: lineOfPath(text, typeof path === "string" ? path : "") ?? 1, trouble: error.trouble };
  }
}

/** @throws TroubleError as the kind's own reader, and where the rule is not called what its place says */
function parseRule(kind: RuleKind, name: string, value: unknown): void {
  const file = `${kind}/${name}.json`;
  const own = (path: string, found: string) => {
    if (found === name) return;
    throw new TroubleError("ruleBroken", { file, path, expected: `"${name}"`, found: `"${found}"` });
  };
  switch (kind) {
    case "classes":
      // A city's extension is called by its file alone.
      if (typeof value === "object" && value !== null && "extends" in value) parseClassExtension(file, value);
      else own("scheme", parseClassTable(file, value).scheme);
      return;
    case "calendars":
      return own("name", parseCalendar(file, value).name);
    case "policies":
      return own("policy", parsePolicy(file, value).policy);
    case "schemes":
      return own("scheme", parseScheme(file, value).scheme);
    case "thresholds":
      return own("thresholds", parseThresholds(file, value).thresholds);
    case "alarms":
      return own("alarms", parseAlarmRules(file, value).alarms);
    case "templates":
      return own("templates", parseTemplates(file, value).templates);
    case "scenes":
      return own("scene", parseSceneFile(file, value).scene);
    case "playlists":
      return own("playlist", parsePlaylist(file, value).playlist);
    case "direction":
      return own("direction", checkedDirection(file, value).direction);
  }
}

/** The body of a rule as people read and change it. */
export function readableBody(body: string): string {
  return body === "" ? "" : JSON.stringify(JSON.parse(body), null, 2);
}

/** What a rule calls itself in both languages, null for one that says nothing of it. */
export function titleOf(body: string): { readonly name: string; readonly nameEn: string } | null {
  try {
    const { title } = JSON.parse(body) as { title?: { "zh-CN"?: unknown; en?: unknown } };
    const [name, nameEn] = [title?.["zh-CN"], title?.en];
    return typeof name === "string" && typeof nameEn === "string" ? { name, nameEn } : null;
  } catch {
    return null;
  }
}

/** Where a rule of each kind says its name; an extension of a class table says none. */
const NAMED_BY: Readonly<Record<RuleKind, string>> = {
  ...{ classes: "scheme", calendars: "name", policies: "policy", schemes: "scheme" },
  ...{ thresholds: "thresholds", alarms: "alarms", templates: "templates" },
  ...{ scenes: "scene", playlists: "playlist", direction: "direction" },
};

/** The text of a rule under another name, to begin a new one from. */
export function renamedBody(kind: RuleKind, body: string, name: string): string {
  const value = JSON.parse(body) as Record<string, unknown>;
  const member = NAMED_BY[kind];
  return JSON.stringify(member in value ? { ...value, [member]: name } : value, null, 2);
}

/** What was kept of a rule that is being changed: its text, and the hash of the version that it was begun from. */
export function readRuleDraft(kept: string | null): { readonly text: string; readonly hash: string } | null {
  if (kept === null) return null;
  try {
    const value = JSON.parse(kept) as { text?: unknown; hash?: unknown } | null;
    const { text, hash } = value ?? {};
    return typeof text === "string" && typeof hash === "string" ? { text, hash } : null;
  } catch {
    return null;
  }
}
