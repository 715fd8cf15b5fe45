/** Which pages a role has, in the order of the navigation; Alt and a digit or letter go there. */
import type { Role } from "../../../shared/roles.ts";
import { mayReport } from "../../../shared/report.ts";
import { mayAsk, mayCommand, mayDirect, mayRule, mayTakeBlackBox } from "../../../shared/rights.ts";
import type { PageName } from "./route.ts";

/** A page of the navigation. The case page has none: it is come to from a case. */
export type NavPage = Exclude<PageName, "case">;

const ORDER: readonly NavPage[] = [
  "queue",
  "new",
  "alarms",
  "offline",
  "handover",
  "contacts",
  "disputes",
  "recurrence",
  "reports",
  "direction",
  "scenes",
  "switching",
  "office",
  "settings",
  "ops",
];

/** Keys of pages that came when the ten digits were given away. */
const LETTERS: Partial<Readonly<Record<NavPage, string>>> = {
  direction: "Alt+p",
  switching: "Alt+g",
  scenes: "Alt+s",
  ops: "Alt+o",
  reports: "Alt+r",
};
const DIGITS = ORDER.filter((page) => LETTERS[page] === undefined);
const keyOf = (page: NavPage): string => LETTERS[page] ?? `Alt+${(DIGITS.indexOf(page) + 1) % 10}`;

/** Whether a role may use a page at all. The hub decides what is done there (rule Z90). */
export function mayOpen(role: Role, page: PageName): boolean {
  switch (page) {
    case "new":
      return mayCommand(role, "report") && mayAsk(role, "report");
    case "office":
      return mayAsk(role, "putDepartment");
    case "ops":
      return mayTakeBlackBox(role);
    case "scenes":
      return mayRule(role, "scenes");
    case "handover":
      return mayAsk(role, "writeHandover");
    case "switching":
      return mayDirect(role, "scene");
    case "direction":
      return mayDirect(role, "push");
    case "reports":
      return mayReport(role);
    default:
      return true;
  }
}

/** Each page of a role with its key; the tenth digit is Alt+0. The keys are the same for every role. */
export function navOf(role: Role): readonly { readonly page: NavPage; readonly key: string }[] {
  return ORDER.map((page) => ({ page, key: keyOf(page) })).filter(({ page }) => mayOpen(role, page));
}
