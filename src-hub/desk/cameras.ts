/**
 * The register of cameras (视频点位) as people change it: cameras, gateways and groups, while everything runs.
 *
 * Rules (docs/rules.md): V53, V54.
 */
import { isGatewayAddress, isStreamAddress } from "../../shared/video/address.ts";
import type { CameraDraft, DeskAnswer, DeskRefusal, DeskRequest } from "../../shared/wire/desk.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { endOutage } from "../store/outages.ts";
import type { Draft, Store } from "../store/store.ts";
import { done, isSeen, platformSeen, recordSeen, refused, type Deciding } from "./answer.ts";
import { unitGridAt } from "./grid-at.ts";

type Asked<A extends DeskRequest["ask"]> = Extract<DeskRequest, { ask: A }>;
export type CameraChange = Asked<
  "putCamera" | "removeCamera" | "putGateway" | "removeGateway" | "putCameraGroup" | "removeCameraGroup"
>;

export function changeCameras(deciding: Deciding, asked: CameraChange): DeskAnswer {
  switch (asked.ask) {
    case "putCamera":
      return putCamera(deciding, asked);
    case "removeCamera":
      return removeCamera(deciding, asked.uid);
    case "putGateway":
      return putGateway(deciding, asked);
    case "removeGateway":
      return removeGateway(deciding, asked.uid);
    case "putCameraGroup":
      return putGroup(deciding, asked);
    case "removeCameraGroup":
      return removeGroup(deciding, asked.uid);
  }
}

function putCamera(deciding: Deciding, { platform, id, camera }: Asked<"putCamera">): DeskAnswer {
  const { store, tx } = deciding;
  if (platformSeen(deciding, platform) === null) return refused("unknownPlatform");
  const before = store.find("cameras", platform, id);
  // Whoever may not see it may not write over it either.
  if (before !== null && !isSeen(deciding, "cameras", before)) return refused("notAllowed");
  const why = namedRefusal(deciding, platform, camera) ?? streamRefusal(camera) ?? valueRefusal(camera);
  if (why !== null) return refused(why);
  const draft = draftOf(deciding, platform, id, camera, before);
  if (!isSeen(deciding, "cameras", { ...draft, uid: before?.uid ?? 0 })) return refused("notAllowed");
  return done(deciding, tx.put("cameras", draft).uid);
}

/** What a camera names must be its platform's. */
function namedRefusal({ store }: Deciding, platform: string, camera: CameraDraft): DeskRefusal | null {
  const { department, gateway } = camera;
  if (department !== 0 && store.get("departments", department)?.platform !== platform) return "unknownDepartment";
  if (gateway !== 0 && store.get("gateways", gateway)?.platform !== platform) return "unknownGateway";
  return null;
}

/** Each address must be one; what a gateway is to play needs a gateway and a channel there. */
function streamRefusal({ streams, gateway, channel }: CameraDraft): DeskRefusal | null {
  if (streams.some(({ kind }) => kind === "gateway") && (gateway === 0 || channel.trim() === "")) {
    return "unknownGateway";
  }
  return streams.every(({ kind, url }) => isStreamAddress(kind, url)) ? null : "addressUnusable";
}

function valueRefusal({ name, lon, lat, presets }: CameraDraft): DeskRefusal | null {
  if (name.trim() === "") return "textMissing";
  const numbers = new Set(presets.map(({ number }) => number));
  const homes = presets.filter(({ home }) => home);
  return (lon === null) !== (lat === null) || numbers.size < presets.length || homes.length > 1 ? "badValue" : null;
}

/** The row: the unit grid follows from the place, and what the hub found out by looking stays. */
function draftOf(
  { store }: Deciding,
  platform: string,
  id: string,
  camera: CameraDraft,
  before: RecordOf<"cameras"> | null,
): Draft<"cameras"> {
  const { lon, lat, streams, masks, presets, name, ...rest } = camera;
  // The still of a list that has no more keeps its own column, so that the next import of the list finds it the same.
  const image = before?.imageUrl ?? "";
  const isImage = ({ use, kind, url }: CameraDraft["streams"][number]) =>
    image !== "" && use === "still" && kind === "still" && url === image;
  return {
    ...rest,
    platform,
    id,
    name: name.trim(),
    lon,
    lat,
    unitGrid: lon === null || lat === null ? 0 : unitGridAt(store, platform, lon, lat),
    // Nobody has looked through a new one yet.
    online: before?.online ?? 0,
    watchedFrom: before?.watchedFrom ?? null,
    imageUrl: streams.some(isImage) ? image : "",
    streams: JSON.stringify(streams.filter((stream) => !isImage(stream))),
    masks: JSON.stringify(masks),
    presets: JSON.stringify(presets),
  };
}

/** What it has been looked at for, its outages and its pictures stay; groups let go of it. */
export function removeCamera(deciding: Deciding, uid: number): DeskAnswer {
  const { store, tx, at } = deciding;
  const camera = recordSeen(deciding, "cameras", uid);
  if (camera === null) return refused("unknownCamera");
  const groups: number[] = [];
  for (const group of [...store.each("cameraGroups", camera.platform)]) {
    const cameras = camerasOf(group);
    if (!cameras.includes(uid)) continue;
    groups.push(group.uid);
    tx.put("cameraGroups", { ...group, cameras: JSON.stringify(cameras.filter((each) => each !== uid)) });
  }
  endOutage(store, tx, camera, at);
  tx.del("cameras", uid);
  deciding.tell({ before: JSON.stringify({ ...camera, groups }) });
  return done(deciding, uid);
}

function putGateway(deciding: Deciding, { platform, id, gateway }: Asked<"putGateway">): DeskAnswer {
  if (platformSeen(deciding, platform) === null) return refused("unknownPlatform");
  if (gateway.name.trim() === "") return refused("textMissing");
  if (!isGatewayAddress(gateway.url)) return refused("addressUnusable");
  return done(deciding, deciding.tx.put("gateways", { platform, id, ...gateway, name: gateway.name.trim() }).uid);
}

function removeGateway(deciding: Deciding, uid: number): DeskAnswer {
  const { store, tx } = deciding;
  const gateway = recordSeen(deciding, "gateways", uid);
  if (gateway === null) return refused("unknownGateway");
  if (isGatewayInUse(store, gateway)) return refused("gatewayInUse");
  tx.del("gateways", uid);
  return done(deciding, uid);
}

/** Is a camera reached through it? */
export function isGatewayInUse(
  store: Pick<Store, "each">,
  { platform, uid }: Pick<RecordOf<"gateways">, "platform" | "uid">,
): boolean {
  for (const camera of store.each("cameras", platform)) if (camera.gateway === uid) return true;
  return false;
}

/**
 * A group has each camera once. What has been removed meanwhile is left out; what the asker may not see stays at the end, as
 * they can neither have meant it nor left it out.
 */
function putGroup(deciding: Deciding, { platform, id, group }: Asked<"putCameraGroup">): DeskAnswer {
  const { store, tx } = deciding;
  if (platformSeen(deciding, platform) === null) return refused("unknownPlatform");
  if (group.name.trim() === "") return refused("textMissing");
  const cameras: number[] = [];
  for (const uid of new Set(group.cameras)) {
    const camera = store.get("cameras", uid);
    if (camera === null) continue;
    if (camera.platform !== platform || !isSeen(deciding, "cameras", camera)) return refused("unknownCamera");
    cameras.push(uid);
  }
  const before = store.find("cameraGroups", platform, id);
  const hidden = (before === null ? [] : camerasOf(before)).filter((uid) => {
    const camera = store.get("cameras", uid);
    return camera !== null && !isSeen(deciding, "cameras", camera);
  });
  const { name, nameEn } = group;
  const draft = { platform, id, name: name.trim(), nameEn, cameras: JSON.stringify([...cameras, ...hidden]) };
  return done(deciding, tx.put("cameraGroups", draft).uid);
}

/** A group that is not there is removed already. */
function removeGroup(deciding: Deciding, uid: number): DeskAnswer {
  const group = recordSeen(deciding, "cameraGroups", uid);
  if (group !== null) deciding.tx.del("cameraGroups", uid);
  return done(deciding, group === null ? 0 : uid);
}

/** The cameras of a group, by uid. */
export const camerasOf = ({ cameras }: Pick<RecordOf<"cameraGroups">, "cameras">): number[] =>
  JSON.parse(cameras) as number[];
