/**
 * 轮巡: which camera each tile shows. A round goes through a set of cameras, so many at a time; alarms hold tiles and say
 * why; whoever was interrupted comes again first. Pure: whoever runs it holds the clock.
 */
import type { LookReason } from "../../shared/video/stream.ts";

/** Something that calls for a camera. */
export interface Alarm {
  /** The same as long as it lasts, e.g. "case/17/5003". */
  readonly key: string;
  /** uid */
  readonly camera: number;
  /** Why, in words. */
  readonly reason: string;
  readonly why: LookReason;
  readonly caseUid: number;
}

export interface TourCell {
  /** uid; null for a tile without a camera. */
  readonly camera: number | null;
  /** Key of the alarm that holds it, null for the round's own. */
  readonly alarm: string | null;
  /** Whom the alarm took the tile from. */
  readonly before: number | null;
}

export interface Tour {
  readonly cells: readonly TourCell[];
  /** Cameras of the set that are not shown, whoever waits longest first. */
  readonly queue: readonly number[];
  /** How long each shown or interrupted camera has been seen of its turn, ms. */
  readonly had: ReadonlyMap<number, number>;
  /** Alarms in the order in which they get a tile. */
  readonly line: readonly string[];
  /** Of this turn, ms. */
  readonly elapsed: number;
  /** A single tile belongs to the round until the next turn: it was an alarm's before. */
  readonly resting: boolean;
}

export interface TourAsked {
  /** uids in the order of the round. */
  readonly set: readonly number[];
  /** Number of tiles. */
  readonly tiles: number;
  readonly alarms: readonly Alarm[];
  readonly dwellMs: number;
  /** The round stands still; alarms come all the same. */
  readonly paused: boolean;
}

export const NO_TOUR: Tour = { cells: [], queue: [], had: new Map(), line: [], elapsed: 0, resting: false };
const EMPTY: TourCell = { camera: null, alarm: null, before: null };

/** Tiles that alarms may hold at once: never more than half, so that the round always goes on. One tile is shared in turns. */
export const mostHeld = (tiles: number): number => (tiles === 1 ? 1 : Math.floor(tiles / 2));

/** Whether there are more cameras than tiles, so that they take turns. */
export const isTouring = (tour: Tour): boolean => tour.queue.length > 0;

/** A tour that is worked on. */
class Draft {
  cells: TourCell[];
  queue: number[];
  readonly had: Map<number, number>;
  line: string[];
  elapsed: number;
  resting: boolean;
  readonly asked: TourAsked;
  readonly alarms: ReadonlyMap<string, Alarm>;

  constructor(tour: Tour, asked: TourAsked) {
    this.cells = [...tour.cells];
    this.queue = [...tour.queue];
    this.had = new Map(tour.had);
    this.line = [...tour.line];
    this.elapsed = tour.elapsed;
    this.resting = tour.resting;
    this.asked = asked;
    this.alarms = new Map(asked.alarms.map((alarm) => [alarm.key, alarm]));
  }

  /** It has had enough of its turn. */
  isDone = (camera: number): boolean => (this.had.get(camera) ?? 0) >= this.asked.dwellMs / 2;

  /** Behind everybody when it has had its turn, else before everybody. */
  putBack(camera: number): void {
    if (!this.asked.set.includes(camera) || this.queue.includes(camera)) return;
    if (this.isDone(camera)) {
      this.had.delete(camera);
      this.queue.push(camera);
    } else this.queue.unshift(camera);
  }

  takeOut(camera: number): boolean {
    const at = this.queue.indexOf(camera);
    if (at >= 0) this.queue.splice(at, 1);
    return at >= 0;
  }

  held = (): number => this.cells.filter(({ alarm }) => alarm !== null).length;

  /** The number of tiles, and who belongs to the set, may have changed. */
  fit(): void {
    const { set, tiles } = this.asked;
    if (this.cells.length !== tiles) {
      const own = this.cells.flatMap(({ camera, before }) => [before ?? camera ?? []].flat());
      this.queue = [...own.filter((camera) => !this.queue.includes(camera)), ...this.queue];
      this.cells = Array.from({ length: tiles }, () => EMPTY);
      this.resting = false;
      this.elapsed = 0;
    }
    const members = new Set(set);
    this.queue = [...new Set(this.queue)].filter((camera) => members.has(camera));
    this.cells = this.cells.map((cell) =>
      cell.alarm === null && cell.camera !== null && !members.has(cell.camera) ? EMPTY : cell,
    );
    const known = new Set([...this.queue, ...this.cells.map(({ camera }) => camera)]);
    this.queue.push(...set.filter((camera) => !known.has(camera)));
    for (const camera of this.had.keys()) if (!members.has(camera)) this.had.delete(camera);
  }

  fill(): void {
    this.cells = this.cells.map((cell) => {
      if (cell.camera !== null) return cell;
      const camera = this.queue.shift();
      return camera === undefined ? EMPTY : { camera, alarm: null, before: null };
    });
  }

  /** Gives a tile back to whom it was taken from. */
  release(at: number): void {
    const { camera, before } = this.cells[at] as TourCell;
    if (camera !== null && camera === before) {
      this.cells[at] = { camera, alarm: null, before: null };
      return;
    }
    this.cells[at] = EMPTY;
    if (before !== null && this.takeOut(before)) this.cells[at] = { camera: before, alarm: null, before: null };
    if (camera !== null) this.putBack(camera);
    if (this.cells.length === 1) this.rest();
  }

  rest(): void {
    this.resting = true;
    this.elapsed = 0;
  }

  /** Ends holds whose alarm is over, and lets alarms in that wait. */
  hold(): void {
    this.line = this.line.filter((key) => this.alarms.has(key));
    for (const { key } of this.asked.alarms) if (!this.line.includes(key)) this.line.push(key);
    this.cells.forEach(({ alarm, camera }, at) => {
      if (alarm !== null && this.alarms.get(alarm)?.camera !== camera) this.release(at);
    });
    for (const key of [...this.line]) {
      const alarm = this.alarms.get(key) as Alarm;
      if (this.resting || this.held() >= mostHeld(this.cells.length)) return;
      if (this.cells.some((cell) => cell.alarm !== null && cell.camera === alarm.camera)) continue;
      this.take(alarm);
      this.line = [...this.line.filter((each) => each !== key), key];
    }
  }

  take({ key, camera }: Alarm): void {
    const shown = this.cells.findIndex((cell) => cell.camera === camera);
    if (shown >= 0) {
      this.cells[shown] = { camera, alarm: key, before: camera };
      return;
    }
    const empty = this.cells.findIndex((cell) => cell.camera === null);
    const at = empty >= 0 ? empty : this.cells.findIndex((cell) => cell.alarm === null);
    const before = (this.cells[at] as TourCell).camera;
    this.takeOut(camera);
    if (before !== null) this.putBack(before);
    this.cells[at] = { camera, alarm: key, before };
    if (this.cells.length === 1) this.elapsed = 0;
  }

  /** Some alarm has no tile. */
  someWait = (): boolean =>
    [...this.alarms.values()].some(({ camera }) => !this.cells.some((cell) => cell.camera === camera));

  /** The next cameras come. */
  turn(): void {
    this.elapsed = 0;
    if (this.cells.length === 1) {
      if (this.held() === 1 && (this.asked.set.length > 0 || this.someWait())) this.release(0);
      else this.resting = false;
    } else if (this.someWait() && this.held() > 0) {
      const oldest = this.line.find((key) => this.cells.some(({ alarm }) => alarm === key));
      this.release(this.cells.findIndex(({ alarm }) => alarm === oldest));
    }
    this.fill();
    if (this.queue.length === 0) return this.had.clear();
    const interrupted = new Set(this.queue.filter((camera) => (this.had.get(camera) ?? 0) > 0));
    const free = this.cells.flatMap(({ alarm }, at) => (alarm === null ? [at] : []));
    // A single tile that was just given back to the round shows it for a whole turn.
    if (this.cells.length === 1 && this.resting) return;
    const own = free.flatMap((at) => (this.cells[at] as TourCell).camera ?? []);
    for (const at of free) this.cells[at] = EMPTY;
    const short = own.filter((camera) => !this.isDone(camera));
    for (const camera of short) interrupted.add(camera);
    for (const camera of [...short.toReversed(), ...own.filter((each) => !short.includes(each))]) this.putBack(camera);
    const page = this.queue.splice(0, free.length);
    // Alarms take the first tiles first: whoever was interrupted comes where nobody interrupts.
    const ordered = [...page.filter((each) => !interrupted.has(each)), ...page.filter((each) => interrupted.has(each))];
    free.forEach((at, i) => {
      const camera = ordered[i];
      if (camera !== undefined) this.cells[at] = { camera, alarm: null, before: null };
    });
  }

  tour = (): Tour => ({
    cells: this.cells,
    queue: this.queue,
    had: this.had,
    line: this.line,
    elapsed: this.elapsed,
    resting: this.resting,
  });
}

/**
 * The round so much later (V28–V30). A long time counts as one turn: a window that slept shows the next set and not the
 * one it would have come to.
 * @param passedMs real ms since the step before
 */
export function tourAfter(tour: Tour, asked: TourAsked, passedMs: number): Tour {
  const draft = new Draft(tour, asked);
  const passed = Math.min(Math.max(0, passedMs), asked.dwellMs);
  for (const { camera } of draft.cells) {
    if (camera !== null) draft.had.set(camera, (draft.had.get(camera) ?? 0) + passed);
  }
  draft.fit();
  draft.fill();
  if (!asked.paused) draft.elapsed += passed;
  if (draft.elapsed >= asked.dwellMs) draft.turn();
  draft.hold();
  draft.fill();
  return draft.tour();
}

/** The next set at once, as when the turn were over. */
export function turned(tour: Tour, asked: TourAsked): Tour {
  const had = new Map(tour.cells.flatMap(({ camera }) => (camera === null ? [] : [[camera, asked.dwellMs] as const])));
  return tourAfter({ ...tour, had, elapsed: asked.dwellMs }, { ...asked, paused: false }, 0);
}

/** Two tiles change places. */
export function swapped(tour: Tour, a: number, b: number): Tour {
  const cells = [...tour.cells];
  [cells[a], cells[b]] = [tour.cells[b] ?? EMPTY, tour.cells[a] ?? EMPTY];
  return { ...tour, cells };
}

/** Whether both show the same in the same places, so that nothing need be drawn again. */
export const sameCells = (a: Tour, b: Tour): boolean =>
  a.cells.length === b.cells.length &&
  a.cells.every((cell, i) => cell.camera === b.cells[i]?.camera && cell.alarm === b.cells[i]?.alarm) &&
  isTouring(a) === isTouring(b);
