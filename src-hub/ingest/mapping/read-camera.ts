/** From the cells of one row to what they say about a camera. */
import { explainCode } from "../../../shared/place/explain.ts";
import { CAMERA_GUARDS, type CameraGuard, type CameraStream, type StreamUse } from "../../../shared/video/stream.ts";
import type { Crs } from "../crs.ts";
import { addressesOfProfiles, readAddress } from "./camera-address.ts";
import type { Layout } from "./layout.ts";
import { columnOf, titleOf } from "./layout.ts";
import type { CameraRepair, Mapping, MappingColumn, RejectRule, Role } from "./mapping.ts";
import type { Rejection } from "./read-case.ts";

/** What a row says. Of what its file has no column for nothing is said: null. */
export interface CameraReading {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly code: string | null;
  readonly kind: "fixed" | "ptz" | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly bearing: number | null;
  readonly fov: number | null;
  readonly reach: number | null;
  /** 1 online, 0 not. */
  readonly online: number | null;
  readonly imageUrl: string | null;
  readonly guard: CameraGuard | null;
  readonly groups: readonly string[] | null;
  readonly gateway: string | null;
  readonly channel: string | null;
  readonly streams: readonly CameraStream[] | null;
  readonly department: { readonly code: string; readonly name: string } | null;
  /** Why something that is given is not used. */
  readonly misplaced: Rejection | null;
}

export interface CameraReader {
  read(cells: readonly string[]): { readonly reading: CameraReading } | { readonly rejection: Rejection };
  readonly repairs: ReadonlyMap<CameraRepair, number>;
}

const OFFLINE = new Set(["false", "0", "no", "off", "offline", "否", "离线", "不在线"]);
/** Of the standard a camera is a fixed one unless it turns: 1 球机 2 半球 3 固定枪机 4 遥控枪机. */
const KINDS: Readonly<Record<string, "fixed" | "ptz">> = {
  fixed: "fixed",
  ptz: "ptz",
  "1": "ptz",
  "2": "fixed",
  "3": "fixed",
  "4": "ptz",
};
const LIMITS = { bearing: [0, 360], fov: [1, 360], reach: [1, 5_000] } as const;

/** Thrown inside one row only, to leave its reading at once. */
class RowRejected extends Error {
  readonly rejection: Rejection;
  constructor(rejection: Rejection) {
    super(rejection.rule);
    this.rejection = rejection;
  }
}

/** Makes the function that reads the rows of one file. A camera without a place, or outside the city, is unlocated. */
export function cameraReader(mapping: Mapping, layout: Layout, crs: Crs): CameraReader {
  const repairs = new Map<CameraRepair, number>();
  const place = (role: Role) => layout.cells[columnOf(mapping, role)] ?? -1;
  const title = (role: Role) => titleOf(mapping.columns[columnOf(mapping, role)] as MappingColumn);
  const [west, south, east, north] = mapping.platform.box;
  /** What a cell says; null when the file has no such column. */
  const given = (cells: readonly string[], role: Role): string | null => {
    const at = place(role);
    return at < 0 ? null : (cells[at] ?? "").trim();
  };
  const repaired = (rule: CameraRepair) => void repairs.set(rule, (repairs.get(rule) ?? 0) + 1);
  const reject = (rule: RejectRule, role: Role, value: string): never => {
    throw new RowRejected({ rule, field: title(role), value });
  };

  function position(cells: readonly string[]): Pick<CameraReading, "lon" | "lat" | "misplaced"> {
    const [lonText, latText] = [given(cells, "lon") ?? "", given(cells, "lat") ?? ""];
    if (lonText === "" || latText === "") return { lon: null, lat: null, misplaced: null };
    const [x, y] = [Number(lonText), Number(latText)];
    const [lon, lat] = crs.lonLat(x, y);
    let wrong: "outsideCity" | "coordinateUnreadable" | null = null;
    if (!(Number.isFinite(x) && Number.isFinite(y))) wrong = "coordinateUnreadable";
    else if (!(lon >= west && lon <= east && lat >= south && lat <= north)) wrong = "outsideCity";
    if (wrong === null) return { lon, lat, misplaced: null };
    const misplaced = { rule: wrong, field: title("lat"), value: `${latText} ${lonText}` };
    if (!mapping.repairs.includes(wrong)) throw new RowRejected(misplaced);
    repaired(wrong);
    return { lon: null, lat: null, misplaced };
  }

  function number(cells: readonly string[], role: keyof typeof LIMITS): number | null {
    const text = given(cells, role) ?? "";
    if (text === "") return null;
    const [least, most] = LIMITS[role];
    const value = Number(text);
    if (value >= least && value <= most) return role === "bearing" ? value % 360 : value;
    repaired("numberUnusable");
    return null;
  }

  function word<T>(
    cells: readonly string[],
    role: Role,
    known: Readonly<Record<string, T>>,
    rule: RejectRule,
  ): T | null {
    const text = given(cells, role) ?? "";
    if (text === "") return null;
    const found = Object.entries(known).find(([each]) => each.toLowerCase() === text.toLowerCase());
    return found === undefined ? reject(rule, role, text) : found[1];
  }

  /** Each address by its use; null where the file has none of the columns. */
  function streams(cells: readonly string[]): CameraStream[] | null {
    const uses: readonly StreamUse[] = ["main", "sub", "still"];
    const profiles = given(cells, "profiles");
    if (profiles === null && uses.every((use) => place(use) < 0)) return null;
    const asked = [
      ...uses.map((use) => ({ use, text: given(cells, use) ?? "" })),
      ...(profiles === null ? [] : addressesOfProfiles(profiles)),
    ].filter(({ text }) => text !== "");
    return asked.flatMap(({ use, text }) => {
      const address = readAddress(text, use);
      if (address === null) repaired("addressUnusable");
      if (address?.login === true) repaired("loginTakenOut");
      return address === null ? [] : [{ use, kind: address.kind, url: address.url }];
    });
  }

  function code(cells: readonly string[]): string | null {
    const text = given(cells, "code");
    if (text === null || text === "") return text;
    return explainCode("camera", text).ok ? text : reject("codeWrong", "code", text);
  }

  const guards: Readonly<Record<string, CameraGuard>> = {
    ...Object.fromEntries(CAMERA_GUARDS.map((guard) => [guard, guard])),
    ...mapping.guards,
  };

  function reading(cells: readonly string[]): CameraReading {
    const id = given(cells, "id") || reject("keyMissing", "id", "");
    const online = given(cells, "online");
    const departmentCode = given(cells, "department");
    const departmentName = given(cells, "departmentName");
    const image = given(cells, "imageUrl") ?? "";
    const still = image === "" ? null : readAddress(image, "still");
    if (still?.login === true) repaired("loginTakenOut");
    return {
      id,
      name: given(cells, "name") ?? "",
      nameEn: given(cells, "nameEn"),
      code: code(cells),
      kind: word(cells, "kind", { ...KINDS, ...mapping.kinds }, "kindUnknown"),
      ...position(cells),
      bearing: number(cells, "bearing"),
      fov: number(cells, "fov"),
      reach: number(cells, "reach"),
      online: online === null ? null : OFFLINE.has(online.toLowerCase()) ? 0 : 1,
      // What a list gives as a picture's address is kept as it is, unless it says who somebody is.
      imageUrl: place("imageUrl") < 0 ? null : still?.login === true ? still.url : image,
      guard: word(cells, "guard", guards, "guardUnknown"),
      groups:
        given(cells, "group")
          ?.split(/[;；、]/)
          .map((name) => name.trim())
          .filter((name) => name !== "") ?? null,
      gateway: given(cells, "gateway"),
      channel: given(cells, "channel"),
      streams: streams(cells),
      department:
        departmentCode === null && departmentName === null
          ? null
          : { code: departmentCode || (departmentName ?? ""), name: departmentName ?? "" },
    };
  }

  return {
    repairs,
    read(cells) {
      try {
        return { reading: reading(cells) };
      } catch (error) {
        if (error instanceof RowRejected) return { rejection: error.rejection };
        throw error;
      }
    },
  };
}
