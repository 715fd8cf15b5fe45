/** What a command line says of a grant: only what it names, each part checked. */
import { ROLES, type Role } from "../../shared/roles.ts";
import type { Text } from "../../shared/text.ts";
import { TroubleError } from "../../shared/trouble.ts";
import type { CommandLine } from "../command/line.ts";
import type { Grant } from "../store/store.ts";

export const GRANT_OPTIONS = {
  name: "string",
  role: "string",
  platform: "strings",
  district: "strings",
  department: "strings",
  months: "string",
  personal: "boolean",
  "no-personal": "boolean",
  "restricted-cameras": "boolean",
  "no-restricted-cameras": "boolean",
  "new-token": "boolean",
  open: "boolean",
  data: "string",
} as const;

/** The parts of a grant that people give it. */
export type Terms = Pick<
  Grant,
  "role" | "platforms" | "districts" | "departments" | "months" | "personal" | "restricted"
>;

const MOST_MONTHS = 120;
/** What lifts a limit. */
const ALL = "all";

export function badOption(option: string, value: string, allowed: string): TroubleError {
  return new TroubleError("badOption", { option, value, allowed });
}

/** What was named, and nothing else. Throws trouble `badOption`. */
export function readChange(line: CommandLine, text: Text): Partial<Terms> {
  const list = (option: string, allowed: string): { readonly [key: string]: readonly string[] | null } => {
    const values = line.texts(option)?.map((value) => value.trim());
    if (values === undefined) return {};
    const wrong = values.find((value) => value === "" || value.length > 100 || value.split(/\s/).length > 1);
    if (wrong !== undefined) throw badOption(`--${option}`, wrong, allowed);
    return { [`${option}s`]: values.includes(ALL) ? null : [...new Set(values)].toSorted() };
  };
  const role = line.text("role");
  const months = line.text("months");
  const [personal, hidden] = [line.flag("personal"), line.flag("no-personal")];
  if (personal && hidden) throw badOption("--personal", "--no-personal", text("grants.allowed.notBoth"));
  const [restricted, open] = [line.flag("restricted-cameras"), line.flag("no-restricted-cameras")];
  if (restricted && open) {
    throw badOption("--restricted-cameras", "--no-restricted-cameras", text("grants.allowed.notBothCameras"));
  }
  return {
    ...(role === undefined ? {} : { role: roleOf(role) }),
    ...list("platform", text("grants.allowed.id")),
    ...list("district", text("grants.allowed.code")),
    ...list("department", text("grants.allowed.id")),
    ...(months === undefined ? {} : { months: monthsOf(months, text) }),
    ...(personal || hidden ? { personal } : {}),
    ...(restricted || open ? { restricted } : {}),
  };
}

function roleOf(value: string): Role {
  const role = ROLES.find((each) => each === value);
  if (role === undefined) throw badOption("--role", value, ROLES.join(" "));
  return role;
}

function monthsOf(value: string, text: Text): number | null {
  if (value === ALL) return null;
  const months = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  if (months >= 1 && months <= MOST_MONTHS) return months;
  throw badOption("--months", value, text("grants.allowed.month", { most: MOST_MONTHS }));
}

/**
 * The name that a grant or a person is to have or has. Throws trouble `badOption`.
 * @param allowed key of the sentence that says what a name is
 */
export function readName(line: CommandLine, text: Text, allowed = "grants.allowed.name"): string {
  const name = line.text("name")?.trim() ?? "";
  if (name !== "" && name.length <= 100) return name;
  throw badOption("--name", name, text(allowed));
}

/**
 * A wall hangs where everybody looks: it never gets personal data. Asked for both it is refused; a grant that becomes a
 * wall's loses them.
 */
export function withinRole(terms: Terms, change: Partial<Terms>, text: Text): Terms {
  if (terms.role !== "wall" || !terms.personal) return terms;
  if (change.personal === true) throw badOption("--role", "wall", text("grants.allowed.notWall"));
  return { ...terms, personal: false };
}
