/** From a group of recurrences to its cases, wherever it is shown: list, map, or the mark on a case. */
import type { RecurrenceGroup } from "../../shared/view.ts";
import type { Drill } from "./desk.ts";

/** The cases of the group, and its place. */
export function drillOfGroup(group: RecurrenceGroup): Drill {
  return {
    query: { period: "all", uids: group.uids },
    subject: { name: group.className, nameEn: group.classNameEn },
    what: { key: "drill.spot", params: { metres: group.radiusMetres, days: group.days } },
    place: { lon: group.lon, lat: group.lat },
  };
}
