/**
 * Components (部件) as columns in memory: place, uid, state and class of up to a million, found by box.
 *
 * They lie in blocks of slots, each with a spatial index (kdbush) of its own. What has changed since a block was indexed is
 * looked at one by one until there is so much of it that the block is indexed anew: a change costs nothing, and no pause
 * is longer than one block. Nothing is read before somebody asks.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Q5 A box holds exactly the components that lie in it; beyond the limit the nearest to its middle are given.
 */
import KDBush from "kdbush";
import { columnIndex, type Row } from "../../../shared/tables.ts";
import type { TableChange } from "../cache/changes.ts";
import type { ReadHandle } from "../cache/handles.ts";

export type Box = readonly [west: number, south: number, east: number, north: number];

/** Slots of a block: indexing one takes some milliseconds. */
const BLOCK = 1 << 15;
/** Changed slots of a block after which it is indexed anew. */
const MOST_LOOSE = 512;
/** uids of one page of the way from a uid to its slot. */
const PAGE = 1_024;
/** Rows read in one slice while loading. */
const SLICE_ROWS = 4_000;
/** A box larger than this share of all that is there is counted by going through the columns. */
const SCANNED_SHARE = 1 / 16;

const LOADED = ["uid", "lon", "lat", "state", "classUid"] as const;
const PLACES = LOADED.map((name) => columnIndex("components", name));

/** The middle of a box, and how much shorter a degree of longitude is there than one of latitude. */
function middleOf([west, south, east, north]: Box) {
  const lat = (south + north) / 2;
  return { lon: (west + east) / 2, lat, narrow: Math.max(0.01, Math.cos((lat * Math.PI) / 180)) };
}

interface Block {
  /** Index of the places as they were; null before the first. */
  bush: KDBush | null;
  /** Slots that are no longer as the index has them. */
  readonly loose: Set<number>;
}

export class ComponentColumns {
  private readonly handle: ReadHandle;
  private readonly mostLoose: number;
  private state: "unread" | "reading" | "read" = "unread";
  private revision = 0;
  private slots = 0;
  private readonly free: number[] = [];
  private readonly pages = new Map<number, Int32Array>();
  private readonly blocks: Block[] = [];
  private extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  /** 0 marks an empty slot. */
  uid = new Uint32Array(BLOCK);
  lon = new Float64Array(BLOCK);
  lat = new Float64Array(BLOCK);
  stateOf = new Uint8Array(BLOCK);
  classUid = new Uint32Array(BLOCK);

  /** @param mostLoose changed slots of a block after which it is indexed anew */
  constructor(handle: ReadHandle, mostLoose: number = MOST_LOOSE) {
    this.handle = handle;
    this.mostLoose = mostLoose;
  }

  /** Rises when more has been read. */
  version(): number {
    return this.revision;
  }

  /** Components that have a place. */
  size(): number {
    return this.slots - this.free.length;
  }

  /** Begins to read the rows, slice by slice, if nobody has asked before. */
  wake(): void {
    if (this.state !== "unread") return;
    this.state = "reading";
    const page = this.handle
      .prepare<[number, number], Row>(`SELECT ${LOADED.join(", ")} FROM components WHERE uid > ? ORDER BY uid LIMIT ?`)
      .raw();
    let after = 0;
    const slice = () => {
      if (!this.handle.open) return;
      const rows = page.all(after, SLICE_ROWS);
      for (const row of rows) this.putValues(row[0] as number, row[1], row[2], row[3] as number, row[4] as number);
      after = (rows.at(-1)?.[0] as number | undefined) ?? after;
      this.tend();
      if (rows.length < SLICE_ROWS) {
        this.state = "read";
        this.tend();
      } else setImmediate(slice);
      this.revision++;
    };
    slice();
  }

  /** Takes over what the line applied. */
  take({ put, del }: TableChange): void {
    if (this.state === "unread") return;
    for (const row of put) {
      const [uid, lon, lat, state, classUid] = PLACES.map((i) => row[i]);
      this.putValues(uid as number, lon as number | null, lat as number | null, state as number, classUid as number);
    }
    for (const uid of del) this.drop(uid);
    this.tend();
  }

  /** How many lie in a box, and the slots of at most `limit` of them, the nearest to its middle first when there are more. */
  find(box: Box, limit: number): { readonly total: number; readonly slots: readonly number[] } {
    if (this.isWide(box)) {
      const total = this.holdsAll(box) ? this.size() : this.scan(box, null);
      if (total > limit) return { total, slots: this.nearestOfMany(box, limit, total) };
    }
    const slots = this.inBox(box);
    return { total: slots.length, slots: slots.length <= limit ? slots : this.nearest(box, limit, slots).slots };
  }

  /** The nearest of a wide box: asks for ever larger parts around its middle until one holds enough of them. */
  private nearestOfMany(box: Box, limit: number, total: number): readonly number[] {
    if (limit === 0) return [];
    const { lon, lat, narrow } = middleOf(box);
    const [width, height] = [(lon - box[0]) * narrow, lat - box[1]];
    for (let reach = Math.sqrt((8 * width * height * limit) / total / Math.PI); ; reach *= 1.7) {
      const whole = reach >= Math.hypot(width, height);
      const part: Box = [
        Math.max(box[0], lon - reach / narrow),
        Math.max(box[1], lat - reach),
        Math.min(box[2], lon + reach / narrow),
        Math.min(box[3], lat + reach),
      ];
      const slots = this.inBox(part);
      if (slots.length < limit && !whole) continue;
      const { slots: near, farthest } = this.nearest(box, limit, slots);
      // Beyond the reach there may be nearer ones above and below, left and right of the part's corners.
      if (whole || farthest <= reach) return near;
    }
  }

  /** The `limit` slots nearest to the middle of a box, the nearest first, and how far the last of them is. */
  private nearest(
    box: Box,
    limit: number,
    slots: readonly number[],
  ): { readonly slots: number[]; readonly farthest: number } {
    if (limit === 0) return { slots: [], farthest: 0 };
    const { lon, lat, narrow } = middleOf(box);
    const away = Float64Array.from(slots, (slot) =>
      Math.hypot(((this.lon[slot] as number) - lon) * narrow, (this.lat[slot] as number) - lat),
    );
    const farthest = away.toSorted()[Math.min(limit, slots.length) - 1] as number;
    const near = slots.flatMap((slot, i) =>
      (away[i] as number) <= farthest ? [{ slot, away: away[i] as number }] : [],
    );
    near.sort((a, b) => a.away - b.away || a.slot - b.slot);
    return { slots: near.slice(0, limit).map(({ slot }) => slot), farthest };
  }

  private holdsAll([west, south, east, north]: Box): boolean {
    const [w, s, e, n] = this.extent;
    return west <= w && south <= s && east >= e && north >= n;
  }

  private isWide([west, south, east, north]: Box): boolean {
    const [w, s, e, n] = this.extent;
    const wide =
      Math.max(0, Math.min(east, e) - Math.max(west, w)) * Math.max(0, Math.min(north, n) - Math.max(south, s));
    return wide > (e - w) * (n - s) * SCANNED_SHARE;
  }

  /** Slots in a box, in their order block by block. */
  private inBox(box: Box): number[] {
    const found: number[] = [];
    if (this.isWide(box)) {
      this.scan(box, found);
      return found;
    }
    const [west, south, east, north] = box;
    this.blocks.forEach(({ bush, loose }, i) => {
      if (bush !== null) {
        for (const id of bush.range(west, south, east, north)) {
          const slot = i * BLOCK + id;
          if (!loose.has(slot) && this.uid[slot] !== 0) found.push(slot);
        }
      }
      for (const slot of loose) {
        const [lon, lat] = [this.lon[slot] as number, this.lat[slot] as number];
        const isIn = lon >= west && lon <= east && lat >= south && lat <= north;
        if (isIn && this.uid[slot] !== 0) found.push(slot);
      }
    });
    return found;
  }

  /** Goes through all columns: how many lie in a box; `into` takes their slots. */
  private scan([west, south, east, north]: Box, into: number[] | null): number {
    const { uid, lon, lat, slots } = this;
    let count = 0;
    for (let slot = 0; slot < slots; slot++) {
      const [x, y] = [lon[slot] as number, lat[slot] as number];
      if (x < west || x > east || y < south || y > north || uid[slot] === 0) continue;
      count++;
      into?.push(slot);
    }
    return count;
  }

  private slotOf(uid: number): number {
    return (this.pages.get(Math.floor(uid / PAGE))?.[uid % PAGE] ?? 0) - 1;
  }

  private setSlot(uid: number, slot: number): void {
    const key = Math.floor(uid / PAGE);
    let page = this.pages.get(key);
    if (page === undefined) this.pages.set(key, (page = new Int32Array(PAGE)));
    page[uid % PAGE] = slot + 1;
  }

  private putValues(uid: number, lon: unknown, lat: unknown, state: number, classUid: number): void {
    if (typeof lon !== "number" || typeof lat !== "number") return this.drop(uid);
    let slot = this.slotOf(uid);
    const isNew = slot < 0;
    if (isNew) {
      slot = this.free.pop() ?? this.slots++;
      if (slot >= this.uid.length) this.grow();
      this.setSlot(uid, slot);
    }
    this.stateOf[slot] = state;
    this.classUid[slot] = classUid;
    if (!isNew && this.lon[slot] === lon && this.lat[slot] === lat) return;
    this.uid[slot] = uid;
    this.lon[slot] = lon;
    this.lat[slot] = lat;
    const [west, south, east, north] = this.extent;
    this.extent = [Math.min(west, lon), Math.min(south, lat), Math.max(east, lon), Math.max(north, lat)];
    this.blockOf(slot).loose.add(slot);
  }

  private drop(uid: number): void {
    const slot = this.slotOf(uid);
    if (slot < 0) return;
    this.setSlot(uid, -1);
    this.uid[slot] = 0;
    this.free.push(slot);
    this.blockOf(slot).loose.add(slot);
  }

  private blockOf(slot: number): Block {
    const i = Math.floor(slot / BLOCK);
    let block = this.blocks[i];
    if (block === undefined) this.blocks[i] = block = { bush: null, loose: new Set() };
    return block;
  }

  /** Indexes the block with the most changes, if they are many. While rows are read, blocks wait until they are full. */
  private tend(): void {
    const most = this.state === "reading" ? BLOCK : this.mostLoose;
    let worst = -1;
    this.blocks.forEach(({ loose }, i) => {
      if (loose.size >= most && loose.size > (this.blocks[worst]?.loose.size ?? 0)) worst = i;
    });
    const block = this.blocks[worst];
    if (block === undefined) return;
    const from = worst * BLOCK;
    const count = Math.min(BLOCK, this.slots - from);
    const bush = new KDBush(count);
    for (let slot = from; slot < from + count; slot++) bush.add(this.lon[slot] as number, this.lat[slot] as number);
    block.bush = bush.finish();
    block.loose.clear();
  }

  private grow(): void {
    const length = this.uid.length * 2;
    const larger = <T extends Uint32Array | Float64Array | Uint8Array>(old: T, next: T): T => (next.set(old), next);
    this.uid = larger(this.uid, new Uint32Array(length));
    this.lon = larger(this.lon, new Float64Array(length));
    this.lat = larger(this.lat, new Float64Array(length));
    this.stateOf = larger(this.stateOf, new Uint8Array(length));
    this.classUid = larger(this.classUid, new Uint32Array(length));
  }
}
