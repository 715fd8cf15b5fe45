/** Paints a street: what stands still once for each look and light, what moves into every frame. Pure. */
import { localTime } from "../../../shared/evaluation/period.ts";
import { TIME_ZONE } from "../here.ts";
import { lensOf, type Lens, type Point3, type Pose } from "./lens.ts";
import { write, writtenHeight, writtenWidth } from "./letters.ts";
import { disc, grain, gradient, mix, polygon, rasterOf, shade, type Raster, type Rgb } from "./raster.ts";
import { FAR, type House, type Mover, type Street } from "./street.ts";

/** How bright the day is, from 0 at night to 1. */
export function daylight(at: number): number {
  const { hour, minute } = localTime(at, TIME_ZONE);
  const clock = hour + minute / 60;
  const rise = (from: number, to: number) => Math.min(1, Math.max(0, (clock - from) / (to - from)));
  return Math.min(rise(5.5, 7.2), 1 - rise(17.2, 18.9));
}

const SKY = {
  day: [
    [118, 158, 200],
    [206, 218, 226],
  ],
  night: [
    [10, 14, 28],
    [38, 40, 56],
  ],
} as const;
const ASPHALT: Rgb = [74, 76, 80];
const PAVING: Rgb = [132, 128, 122];
const LINE: Rgb = [214, 214, 208];
const LEAVES: Rgb = [64, 104, 58];
const TRUNK: Rgb = [82, 66, 52];
const LAMPLIGHT: Rgb = [255, 222, 160];
const HEADLIGHT: Rgb = [255, 250, 225];
const TAILLIGHT: Rgb = [220, 40, 30];
const STORY = 3.2;
/** How far a lamp lights the ground, m. */
const POOL = 3.6;

const dimmed = (color: Rgb, light: number): Rgb => shade(color, 0.22 + 0.78 * light);

/** A rectangle on the ground, or at a height. */
function ground(lens: Lens, [left, right]: readonly [number, number], from: number, to: number, y = 0) {
  return lens.shape([
    [left, y, from],
    [right, y, from],
    [right, y, to],
    [left, y, to],
  ]);
}

/** What stands still. @param light as `daylight` gives it */
export function paintGround(street: Street, width: number, height: number, pose: Pose, light: number): Raster {
  const raster = rasterOf(width, height);
  const lens = lensOf(width, height, pose, street.mount);
  const { carriageway, pavement, crossing } = street;
  const [top, low] = [mix(SKY.night[0], SKY.day[0], light), mix(SKY.night[1], SKY.day[1], light)];
  gradient(raster, height, low, low);
  gradient(raster, Math.max(1, lens.horizon), top, low);
  const paint = (corners: ReturnType<Lens["shape"]>, color: Rgb) => polygon(raster, corners, dimmed(color, light));
  const wide = 140;
  paint(ground(lens, [-wide, wide], -40, FAR * 2), shade(PAVING, 0.8));
  paint(ground(lens, [-pavement, pavement], -40, FAR * 2), PAVING);
  paint(ground(lens, [-carriageway, carriageway], -40, FAR * 2), ASPHALT);
  paint(ground(lens, [-wide, wide], crossing.from, crossing.to), ASPHALT);
  for (const x of carriageway > 5 ? [-carriageway / 2, carriageway / 2] : []) {
    for (let z = 2; z < FAR; z += 9) {
      if (z < crossing.from - 8 || z > crossing.to) paint(ground(lens, [x - 0.08, x + 0.08], z, z + 4), LINE);
    }
  }
  for (const x of [-0.16, 0.16]) paint(ground(lens, [x - 0.06, x + 0.06], -40, crossing.from - 5), [206, 168, 60]);
  for (let x = -carriageway + 0.5; x < carriageway; x += 1.1) {
    paint(ground(lens, [x, x + 0.55], crossing.from - 4.4, crossing.from - 1.4), LINE);
  }
  for (const house of street.houses.toSorted((a, b) => b.from - a.from))
    paintHouse(raster, lens, house, pavement + 1.5, light);
  const standing = [
    ...street.trees.map((tree) => ({ z: tree.z, draw: () => paintTree(raster, lens, tree, light) })),
    ...street.lamps.map((lamp) => ({ z: lamp.z, draw: () => paintLamp(raster, lens, lamp, light) })),
    ...street.stalls.map((stall) => ({ z: stall.z, draw: () => paintStall(raster, lens, stall, light) })),
  ];
  for (const { draw } of standing.toSorted((a, b) => b.z - a.z)) draw();
  return raster;
}

/** @param beside where its front stands, m from the middle of the street */
function paintHouse(raster: Raster, lens: Lens, house: House, beside: number, light: number): void {
  const { side, from, to, height, color } = house;
  const wall = side * beside;
  const paint = (points: readonly Point3[], factor: number) =>
    polygon(raster, lens.shape(points), dimmed(shade(color, factor), light));
  // Its end towards the camera, then its front along the street.
  const deep = wall + side * 16;
  paint(
    [
      [wall, 0, from],
      [deep, 0, from],
      [deep, height, from],
      [wall, height, from],
    ],
    1.05,
  );
  paint(
    [
      [wall, 0, from],
      [wall, 0, to],
      [wall, height, to],
      [wall, height, from],
    ],
    0.82,
  );
  if (lens.scale([wall, 0, from]) < 1.2) return;
  let dice = house.seed | 1;
  const glass: Rgb = mix([30, 34, 44], [120, 140, 158], light);
  for (let y = 1.2; y + 1.6 < height; y += STORY) {
    for (let z = from + 1.2; z + 1.5 < to; z += 3.1) {
      dice = (Math.imul(dice, 1_103_515_245) + 12_345) | 0;
      const lit = light < 0.5 && ((dice >>> 8) & 1023) / 1024 < house.lit;
      const corners = lens.shape([
        [wall, y, z],
        [wall, y, z + 1.5],
        [wall, y + 1.6, z + 1.5],
        [wall, y + 1.6, z],
      ]);
      polygon(raster, corners, lit ? mix(LAMPLIGHT, [255, 240, 210], (dice & 7) / 7) : glass, lit ? 0.85 : 1);
    }
  }
}

function paintTree(raster: Raster, lens: Lens, { x, z, size }: Street["trees"][number], light: number): void {
  const scale = lens.scale([x, 0, z]);
  const [foot] = lens.shape([
    [x, 0, z],
    [x, 0, z],
    [x, 0, z],
  ]);
  if (foot === undefined || scale < 1) return;
  const crown =
    lens.shape([
      [x, 3.4, z],
      [x, 3.4, z],
      [x, 3.4, z],
    ])[0] ?? foot;
  polygon(raster, [[foot[0] - 0.12 * scale, foot[1]], [foot[0] + 0.12 * scale, foot[1]], crown], dimmed(TRUNK, light));
  disc(raster, crown[0], crown[1] - size * 0.4 * scale, size * 0.75 * scale, dimmed(LEAVES, light));
  disc(
    raster,
    crown[0] - size * 0.3 * scale,
    crown[1] - size * 0.7 * scale,
    size * 0.5 * scale,
    dimmed(shade(LEAVES, 1.2), light),
  );
}

function paintLamp(raster: Raster, lens: Lens, { x, z }: Street["lamps"][number], light: number): void {
  const scale = lens.scale([x, 0, z]);
  const head = x - Math.sign(x) * 1.6;
  polygon(
    raster,
    lens.shape([
      [x - 0.06, 0, z],
      [x + 0.06, 0, z],
      [x + 0.06, 6.4, z],
      [x - 0.06, 6.4, z],
    ]),
    dimmed([120, 124, 128], light),
  );
  polygon(
    raster,
    lens.shape([
      [x, 6.3, z],
      [head, 6.3, z],
      [head, 6.5, z],
      [x, 6.5, z],
    ]),
    dimmed([120, 124, 128], light),
  );
  if (light > 0.4 || scale < 1) return;
  const [at] = lens.shape([
    [head, 6.3, z],
    [head, 6.3, z],
    [head, 6.3, z],
  ]);
  if (at === undefined) return;
  disc(raster, at[0], at[1], 1.4 * scale, LAMPLIGHT, 0.12);
  disc(raster, at[0], at[1], Math.max(1, 0.3 * scale), LAMPLIGHT, 0.95);
  paintPool(raster, lens, head, z, scale);
}

/** Light on the ground below a lamp, weaker towards its edge. What would fill the picture is not seen as a pool, and fades. */
function paintPool(raster: Raster, lens: Lens, x: number, z: number, scale: number): void {
  const share = (2 * POOL * scale) / raster.width;
  const strength = Math.min(1, Math.max(0, (0.6 - share) / 0.3));
  for (let ring = 1; ring <= 5 && strength > 0; ring += 1) {
    const radius = (POOL * ring) / 5;
    const corners = Array.from({ length: 28 }, (_, i): Point3 => {
      const angle = (i / 28) * 2 * Math.PI;
      return [x + radius * Math.cos(angle), 0.01, z + radius * Math.sin(angle)];
    });
    polygon(raster, lens.shape(corners), LAMPLIGHT, 0.035 * strength);
  }
}

function paintStall(raster: Raster, lens: Lens, { x, z, color }: Street["stalls"][number], light: number): void {
  paintBox(raster, lens, [x - 0.8, x + 0.8], [0, 0.9], [z, z + 1.1], [126, 110, 92], light);
  paintBox(raster, lens, [x - 1.1, x + 1.1], [1.9, 2.1], [z - 0.2, z + 1.4], color, light);
}

/** The three faces of a box that a camera above the street can see. */
function paintBox(
  raster: Raster,
  lens: Lens,
  [left, right]: readonly [number, number],
  [low, high]: readonly [number, number],
  [near, far]: readonly [number, number],
  color: Rgb,
  light: number,
): void {
  const paint = (points: readonly Point3[], factor: number) =>
    polygon(raster, lens.shape(points), dimmed(shade(color, factor), Math.max(light, 0.12)));
  const inner = left > 0 ? left : right;
  paint(
    [
      [inner, low, near],
      [inner, low, far],
      [inner, high, far],
      [inner, high, near],
    ],
    0.7,
  );
  paint(
    [
      [left, high, near],
      [right, high, near],
      [right, high, far],
      [left, high, far],
    ],
    1.15,
  );
  paint(
    [
      [left, low, near],
      [right, low, near],
      [right, high, near],
      [left, high, near],
    ],
    0.9,
  );
}

/** What moves, into a picture of what stands still, with the camera's number and the time as it is in the city. */
export function paintMoment(
  raster: Raster,
  street: Street,
  pose: Pose,
  {
    at,
    seconds,
    label,
    light,
  }: { readonly at: number; readonly seconds: number; readonly label: string; readonly light: number },
): void {
  const lens = lensOf(raster.width, raster.height, pose, street.mount);
  const place = ({ start, speed }: Mover) => ((((start + speed * seconds) % FAR) + FAR) % FAR) - 6;
  const moving = [
    ...street.cars.map((car) => ({ z: place(car), draw: (z: number) => paintCar(raster, lens, car, z, light) })),
    ...street.people.map((person) => ({
      z: place(person),
      draw: (z: number) =>
        paintBox(raster, lens, [person.x - 0.22, person.x + 0.22], [0, 1.7], [z, z + 0.3], person.color, light),
    })),
  ];
  for (const { z, draw } of moving.toSorted((a, b) => b.z - a.z)) draw(z);
  grain(raster, (at & 0x7fffffff) ^ 0x5bd1e995, 3.5);
  const dot = Math.max(1, Math.round(raster.width / 320));
  write(raster, clockText(at), 6 * dot, 5 * dot, dot);
  write(
    raster,
    label,
    raster.width - writtenWidth(label, dot) - 4 * dot,
    raster.height - writtenHeight(dot) - 2 * dot,
    dot,
  );
}

function paintCar(raster: Raster, lens: Lens, { x, speed, color }: Mover, z: number, light: number): void {
  const beside = [x - 0.9, x + 0.9] as const;
  polygon(raster, ground(lens, [x - 1.1, x + 1.1], z - 0.2, z + 4.6, 0.02), [20, 20, 22], 0.35);
  paintBox(raster, lens, beside, [0.35, 0.95], [z, z + 4.3], color, light);
  paintBox(raster, lens, [x - 0.78, x + 0.78], [0.95, 1.45], [z + 1.1, z + 3.4], [52, 58, 66], light);
  const scale = lens.scale([x, 0.6, z]);
  if (light > 0.4 || scale < 2) return;
  for (const lamp of [x - 0.65, x + 0.65]) {
    const [seen] = lens.shape([
      [lamp, 0.7, z],
      [lamp, 0.7, z],
      [lamp, 0.7, z],
    ]);
    if (seen === undefined) continue;
    const shine = speed < 0 ? HEADLIGHT : TAILLIGHT;
    disc(raster, seen[0], seen[1], (speed < 0 ? 0.5 : 0.3) * scale, shine, 0.25);
    disc(raster, seen[0], seen[1], Math.max(0.8, 0.13 * scale), shine, 0.95);
  }
}

/** "2026-11-22 10:52:06" as it is in the city. */
function clockText(at: number): string {
  const { year, month, day, hour, minute, second } = localTime(at, TIME_ZONE);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}
