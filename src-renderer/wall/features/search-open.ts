/** What opening a found thing does: the map goes there, and its card or list opens. */
import type { RecordOf } from "../../../shared/tables.ts";
import type { Found } from "../../../shared/view.ts";
import type { Desk } from "../../board/desk.ts";
import type { Features } from "./feature.ts";

/** How close the map goes to one thing, and to a larger one; zoom for a window of 1080 units. */
const THING_ZOOM = 16.5;
const COMPONENT_ZOOM = 17.5;
const STREET_ZOOM = 15;
const AREA_ZOOM = 14;

type Hands = Pick<Desk, "open" | "openCase" | "openThing" | "goTo"> & Pick<Features, "setLayer" | "setFollow">;

/** @param grids of the city, to tell duty grids from unit grids */
export function openFound(found: Found, grids: readonly RecordOf<"grids">[], hands: Hands): void {
  const { uid, lon, lat } = found;
  const subject = { name: found.title, nameEn: found.titleEn };
  const goThere = (zoom: number) => {
    if (lon !== null && lat !== null) hands.goTo({ lon, lat, zoom });
  };
  switch (found.kind) {
    case "case":
      return hands.openCase({ uid, lon, lat, unitGrid: 0 });
    case "department":
      return hands.open({ query: { period: "all", measure: "open", department: uid }, subject });
    case "grid": {
      const isDuty = grids.find((grid) => grid.uid === uid)?.level === "duty";
      hands.open({ query: { period: "all", measure: "open", [isDuty ? "dutyGrid" : "unitGrid"]: uid }, subject });
      return isDuty ? goThere(AREA_ZOOM) : undefined;
    }
    case "unit":
      hands.setLayer("movers", true);
      hands.setFollow(uid);
      return hands.openThing({ kind: "unit", uid });
    case "component":
      hands.setLayer("components", true);
      goThere(COMPONENT_ZOOM);
      return hands.openThing({ kind: "component", uid });
    case "place":
      hands.setLayer("places", true);
      goThere(THING_ZOOM);
      return hands.openThing({ kind: "place", uid });
    case "sensor":
      hands.setLayer("sensors", true);
      goThere(THING_ZOOM);
      return hands.openThing({ kind: "sensor", uid });
    case "camera":
      hands.setLayer("cameras", true);
      return goThere(THING_ZOOM);
    case "street":
      return goThere(STREET_ZOOM);
    case "area":
      return goThere(AREA_ZOOM);
  }
}
