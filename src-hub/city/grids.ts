/**
 * The grids of the city: every block is a unit grid with its 15-digit code, unit grids make communities and subdistricts,
 * and a patroller's beat (duty grid) is a super-block or two.
 */
import names from "../../resources/city/names.json" with { type: "json" };
import type { AreaLevel } from "../../shared/place-kinds.ts";
import { unitGridCode } from "../../shared/place/codes.ts";
import { areaOf, lonLatOf, type LonLat, type Xy } from "./plane.ts";
import { closed } from "./land.ts";
import { isHill, isLake, type Block, type Rect, type Streets, type SuperBlock } from "./streets.ts";

/**
 * The city is invented, and so is its code. GB/T 2260 gives its first two digits to provinces and stops at 82; nothing
 * real begins with 99.
 */
export const ADMIN_CODE = "990101";

export interface DutyGrid {
  readonly index: number;
  readonly subdistrict: number;
  readonly rect: Rect;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly middle: LonLat;
  readonly areaM2: number;
  readonly geometry: string;
  readonly blocks: readonly Block[];
}

export interface UnitGrid {
  readonly index: number;
  readonly block: Block;
  readonly ring: readonly Xy[];
  readonly middleXy: Xy;
  readonly subdistrict: number;
  readonly duty: DutyGrid;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly middle: LonLat;
  readonly areaM2: number;
  readonly geometry: string;
}

/** Two super-blocks beside each other are one community; rows from the north, pairs from the west. */
const COMMUNITIES: readonly (readonly [subdistrict: number, community: number])[][] = [
  [
    [1, 3],
    [0, 3],
    [2, 3],
  ],
  [
    [1, 2],
    [0, 1],
    [2, 0],
  ],
  [
    [1, 1],
    [0, 2],
    [2, 1],
  ],
  [
    [1, 0],
    [0, 0],
    [2, 2],
  ],
  [
    [3, 0],
    [3, 2],
    [4, 1],
  ],
  [
    [3, 1],
    [3, 3],
    [4, 0],
  ],
  [
    [3, 4],
    [4, 2],
    [4, 3],
  ],
];

function communityOf(block: SuperBlock): readonly [subdistrict: number, community: number] {
  return (COMMUNITIES[block.row] as (readonly [number, number])[])[block.column >> 1] as readonly [number, number];
}

/** Divides the city into unit grids and duty grids. Pure in the streets. */
export function divide(streets: Streets): { units: UnitGrid[]; duties: DutyGrid[] } {
  const duties = divideDuties(streets);
  const dutyOf = new Map(duties.flatMap((duty) => duty.blocks.map((block) => [block, duty] as const)));
  const shapes = streets.blocks.map((block) => {
    const ring = streets.ringOf(block);
    const areaM2 = areaOf(ring);
    return { block, ring, areaM2, middleXy: centroid(ring, areaM2) };
  });
  const byCommunity = Map.groupBy(shapes, ({ block }) => communityOf(block.superBlock).join("-"));
  const units: UnitGrid[] = [];
  for (const [key, members] of [...byCommunity].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [subdistrict, community] = key.split("-").map(Number) as [number, number];
    const [name, nameEn] = (names.communities[subdistrict] as string[][])[community] as [string, string];
    readingOrder(members).forEach((member, i) => {
      units.push({
        ...member,
        index: units.length,
        subdistrict,
        duty: dutyOf.get(member.block) as DutyGrid,
        code: unitGridCode(ADMIN_CODE, subdistrict + 1, community + 1, i + 1),
        name: `${name}第${i + 1}网格`,
        nameEn: `${nameEn} Grid ${i + 1}`,
        middle: lonLatOf(member.middleXy),
        geometry: JSON.stringify({ type: "Polygon", coordinates: [closed(member.ring)] }),
      });
    });
  }
  return { units, duties };
}

/** An area that unit grids lie in, told by the first digits of their codes. */
export interface NamedArea {
  readonly level: AreaLevel;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

/** The city's one district with its subdistricts and communities, by their codes. */
export function areas(): NamedArea[] {
  const [name, nameEn] = names.city as [string, string];
  const digits = (n: number) => String(n).padStart(3, "0");
  const found: NamedArea[] = [{ level: "district", code: ADMIN_CODE, name, nameEn }];
  names.subdistricts.forEach(([subdistrict, subdistrictEn], i) => {
    const code = ADMIN_CODE + digits(i + 1);
    found.push({ level: "subdistrict", code, name: subdistrict as string, nameEn: subdistrictEn as string });
    (names.communities[i] as string[][]).forEach(([community, communityEn], j) => {
      found.push({
        level: "community",
        code: code + digits(j + 1),
        name: community as string,
        nameEn: communityEn as string,
      });
    });
  });
  return found;
}

/** West → east inside a band, bands from north to south: how sequence numbers run inside a community. */
function readingOrder<T extends { readonly middleXy: Xy }>(members: readonly T[]): T[] {
  const top = Math.max(...members.map(({ middleXy }) => middleXy[1]));
  const band = ({ middleXy }: T) => Math.floor((top - middleXy[1]) / 260);
  return members.toSorted((a, b) => band(a) - band(b) || a.middleXy[0] - b.middleXy[0]);
}

/** One beat per super-block; the lake and the hill go with their neighbours, since nobody lives there. */
function divideDuties(streets: Streets): DutyGrid[] {
  const groups: SuperBlock[][] = [];
  for (const block of streets.superBlocks) {
    const before = groups.at(-1);
    const last = before?.at(-1);
    if (before !== undefined && last !== undefined && last.row === block.row && (isLake(last) || isHill(last))) {
      before.push(block);
    } else groups.push([block]);
  }
  const counts = [0, 0, 0, 0, 0];
  return groups.map((group, index) => {
    const first = group[0] as SuperBlock;
    const [subdistrict] = communityOf(first);
    const number = ((counts[subdistrict] as number)++ + 1).toString().padStart(2, "0");
    const rect = { u0: first.u0, u1: (group.at(-1) as SuperBlock).u1, v0: first.v0, v1: first.v1 };
    const ring = streets.ringOf(rect);
    const areaM2 = areaOf(ring);
    const [, , short, shortEn] = names.subdistricts[subdistrict] as [string, string, string, string];
    return {
      index,
      subdistrict,
      rect,
      code: `${ADMIN_CODE}${String(subdistrict + 1).padStart(3, "0")}Z${number}`,
      name: `${short}${number}号责任网格`,
      nameEn: `${shortEn} Duty Grid ${number}`,
      middle: lonLatOf(centroid(ring, areaM2)),
      areaM2,
      geometry: JSON.stringify({ type: "Polygon", coordinates: [closed(ring)] }),
      blocks: streets.blocks.filter((block) => group.includes(block.superBlock)),
    };
  });
}

function centroid(ring: readonly Xy[], area: number): Xy {
  let x = 0;
  let y = 0;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length] as Xy;
    const cross = ax * by - bx * ay;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  });
  return [x / (6 * area), y / (6 * area)];
}
