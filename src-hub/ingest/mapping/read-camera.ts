/** From the cells of one row to what they say about a camera. */
import type { Crs } from "../crs.ts";
import type { Layout } from "./layout.ts";
import { columnOf, titleOf } from "./layout.ts";
import type { Mapping, MappingColumn, RepairRule, Role } from "./mapping.ts";
import type { Rejection } from "./read-case.ts";

export interface CameraReading {
  readonly id: string;
  readonly name: string;
  readonly lon: number | null;
  readonly lat: number | null;
  /** 1 online, 0 not. */
  readonly online: number;
  readonly imageUrl: string;
  /** Why the position that is given is not used. */
  readonly misplaced: Rejection | null;
}

export interface CameraReader {
  read(cells: readonly string[]): { readonly reading: CameraReading } | { readonly rejection: Rejection };
  readonly repairs: ReadonlyMap<RepairRule, number>;
}

const OFFLINE = new Set(["false", "0", "no", "off", "offline", "否", "离线"]);

/** Makes the function that reads the rows of one file. A camera without a place, or outside the city, is unlocated. */
export function cameraReader(mapping: Mapping, layout: Layout, crs: Crs): CameraReader {
  const repairs = new Map<RepairRule, number>();
  const place = (role: Role) => layout.cells[columnOf(mapping, role)] ?? -1;
  const title = (role: Role) => titleOf(mapping.columns[columnOf(mapping, role)] as MappingColumn);
  const [west, south, east, north] = mapping.platform.box;
  const at = {
    id: place("id"),
    name: place("name"),
    lon: place("lon"),
    lat: place("lat"),
    online: place("online"),
    imageUrl: place("imageUrl"),
  };
  return {
    repairs,
    read(cells) {
      const text = (cell: number) => (cells[cell] ?? "").trim();
      const id = text(at.id);
      if (id === "") return { rejection: { rule: "keyMissing", field: title("id"), value: "" } };
      const [lonText, latText] = [text(at.lon), text(at.lat)];
      const [x, y] = [Number(lonText), Number(latText)];
      const given = lonText !== "" && latText !== "";
      const [lon, lat] = crs.lonLat(x, y);
      let wrong: RepairRule | null = null;
      if (given && !(Number.isFinite(x) && Number.isFinite(y))) wrong = "coordinateUnreadable";
      else if (given && !(lon >= west && lon <= east && lat >= south && lat <= north)) wrong = "outsideCity";
      if (wrong !== null) {
        if (!mapping.repairs.includes(wrong)) {
          return { rejection: { rule: wrong, field: title("lat"), value: `${latText} ${lonText}` } };
        }
        repairs.set(wrong, (repairs.get(wrong) ?? 0) + 1);
      }
      const placed = given && wrong === null;
      return {
        reading: {
          id,
          name: text(at.name),
          lon: placed ? lon : null,
          lat: placed ? lat : null,
          online: OFFLINE.has(text(at.online).toLowerCase()) ? 0 : 1,
          imageUrl: text(at.imageUrl),
          misplaced: wrong === null ? null : { rule: wrong, field: title("lat"), value: `${latText} ${lonText}` },
        },
      };
    },
  };
}
