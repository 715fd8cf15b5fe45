/** Which pages a role has, in the order of the navigation; Alt and a digit go there. */
import type { Role } from "../../../shared/roles.ts";
import { mayAsk, mayCommand } from "../../../shared/rights.ts";
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
  "office",
  "settings",
];

/** Whether a role may use a page at all. The hub decides what is done there (rule Z90). */
export function mayOpen(role: Role, page: PageName): boolean {
  switch (page) {
    case "new":
      return mayCommand(role, "report") && mayAsk(role, "report");
    case "office":
      return mayAsk(role, "putDepartment");
    case "handover":
      return mayAsk(role, "writeHandover");
    default:
      return true;
  }
}

/** Each page of a role with its key; the tenth has Alt+0. The keys are the same for every role. */
export function navOf(role: Role): readonly { readonly page: NavPage; readonly key: string }[] {
  return ORDER.map((page, i) => ({ page, key: `Alt+${(i + 1) % 10}` })).filter(({ page }) => mayOpen(role, page));
}
