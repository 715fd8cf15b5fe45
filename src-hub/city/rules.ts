/** The rules by which the demonstration city goes: its working calendar and its policy, read as every hub reads them. */
import calendarRow from "../../resources/calendars/linlan.json" with { type: "json" };
import policyRow from "../../resources/policies/linlan.json" with { type: "json" };
import { parseCalendar } from "../../shared/rules/calendar.ts";
import { parsePolicy } from "../../shared/rules/policy.ts";

/** The invented city's departments work every day of the year, so that the wall is alive on a Sunday too. */
export const CALENDAR = parseCalendar("calendars/linlan.json", calendarRow);
export const POLICY = parsePolicy("policies/linlan.json", policyRow);
/** The scheme by which its departments are ranked (resources/schemes). */
export const SCHEME = "zhongfang-2020";
