/**
 * From what a row says about a camera to the row the hub keeps (V55): what the file does not speak of stays as people have
 * it, and where the hub looks itself whether a camera is well, no file says otherwise.
 */
import { PLAIN_CAMERA } from "../../shared/video/stream.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { Draft } from "../store/store.ts";
import type { Crs } from "./crs.ts";
import { departmentsOf } from "./departments.ts";
import type { GridIndex } from "./geo.ts";
import type { Layout } from "./mapping/layout.ts";
import type { CameraRepair, Mapping } from "./mapping/mapping.ts";
import { cameraReader, type CameraReading } from "./mapping/read-camera.ts";
import type { Sink } from "./sink.ts";
import type { Taker } from "./taker.ts";

const NEW = {
  ...PLAIN_CAMERA,
  ...{ code: "", nameEn: "", kind: "fixed", bearing: null, online: 1, imageUrl: "" },
} as const;

export function cameraTaker(mapping: Mapping, layout: Layout, crs: Crs, grids: GridIndex, sink: Sink): Taker {
  const reader = cameraReader(mapping, layout, crs);
  const { platform } = mapping.platform;
  const departments = departmentsOf(platform, mapping.department, sink);
  const repairs = new Map<CameraRepair, number>();
  /** uids by the name of their set. */
  const members = new Map<string, Set<number>>();
  const groupsOf = new Map<string, readonly string[]>();

  function gatewayOf({ gateway, channel }: CameraReading): { gateway: number; channel: string } | null {
    if (gateway === null || gateway === "") return null;
    const known = sink.find("gateways", platform, gateway);
    if (known !== null) return { gateway: known.uid, channel: channel ?? "" };
    repairs.set("gatewayUnknown", (repairs.get("gatewayUnknown") ?? 0) + 1);
    return null;
  }

  function streamsOf(reading: CameraReading, viaGateway: boolean): string | null {
    if (reading.streams === null && !viaGateway) return null;
    const own = reading.streams ?? [];
    const asked = viaGateway
      ? (["main", "sub", "still"] as const)
          .filter((use) => own.every((stream) => stream.use !== use))
          .map((use) => ({ use, kind: "gateway", url: "" }))
      : [];
    return JSON.stringify([...own, ...asked]);
  }

  return {
    repairs: {
      // Of the reader and of what was looked up here, in one list.
      *[Symbol.iterator]() {
        yield* reader.repairs;
        yield* repairs;
      },
    },
    take(cells) {
      const outcome = reader.read(cells);
      if ("rejection" in outcome) return outcome;
      const { reading } = outcome;
      const { id, name, lon, lat, misplaced } = reading;
      const before: RecordOf<"cameras"> | null = sink.find("cameras", platform, id);
      const kept = before ?? NEW;
      const unitGrid = lon === null || lat === null ? 0 : grids.at(lon, lat);
      const gateway = gatewayOf(reading);
      const { department } = reading;
      const draft: Draft<"cameras"> = {
        platform,
        id,
        code: reading.code ?? kept.code,
        name: name || (before?.name ?? id),
        // A name in letters that was only a copy follows the name.
        nameEn: reading.nameEn ?? (before !== null && before.nameEn !== before.name ? before.nameEn : name),
        kind: reading.kind ?? kept.kind,
        lon,
        lat,
        bearing: reading.bearing ?? kept.bearing,
        unitGrid,
        online: before !== null && before.watchedFrom !== null ? before.online : (reading.online ?? kept.online),
        imageUrl: reading.imageUrl ?? kept.imageUrl,
        streams: streamsOf(reading, gateway !== null && gateway.channel !== "") ?? kept.streams,
        gateway: gateway?.gateway ?? kept.gateway,
        channel: gateway?.channel ?? kept.channel,
        fov: reading.fov ?? kept.fov,
        reach: reading.reach ?? kept.reach,
        department:
          department === null || department.code === ""
            ? kept.department
            : departments(department.code, department.name).uid,
        guard: reading.guard ?? kept.guard,
        masks: kept.masks,
        presets: kept.presets,
        watchedFrom: kept.watchedFrom,
      };
      groupsOf.set(id, reading.groups ?? []);
      return { draft, placed: lon !== null, inGrid: unitGrid !== 0, misplaced, asides: [] };
    },
    put(uid, id) {
      for (const group of groupsOf.get(id) ?? []) {
        const known = members.get(group);
        if (known === undefined) members.set(group, new Set([uid]));
        else known.add(uid);
      }
      groupsOf.delete(id);
    },
    finish() {
      for (const [name, uids] of members) {
        const id = groupId(name);
        const before = sink.find("cameraGroups", platform, id);
        const cameras = before === null ? [] : (JSON.parse(before.cameras) as number[]);
        const more = [...uids].filter((uid) => !cameras.includes(uid));
        sink.put("cameraGroups", {
          ...{ platform, id, name: before?.name ?? name, nameEn: before?.nameEn ?? "" },
          cameras: JSON.stringify([...cameras, ...more]),
        });
      }
    },
  };
}

/** A set's id by its name: the same name is the same set, in whichever file it stands. */
function groupId(name: string): string {
  return `list:${encodeURIComponent(name).replaceAll("%", ".").slice(0, 70)}`;
}
