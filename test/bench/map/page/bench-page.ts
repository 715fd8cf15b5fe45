/** What the bench asks of its page, and the page of each way to draw the cases. */
import type { PointSlots } from "../../../../shared/view.ts";

/** A pick: how long it took, ms, and whether it found a mark. `right` says whether asking every case agrees with it. */
export interface Picked {
  readonly ms: number;
  readonly hit: boolean;
  readonly right?: boolean;
}

/** Steps that draw end when the card has drawn them. */
export interface Bench {
  /** A first answer, patch by patch. */
  load(patches: readonly PointSlots[]): Promise<void>;
  /** One patch of changed cases. */
  update(changes: PointSlots): Promise<void>;
  /** Only cases that were reported before this instant, epoch ms. */
  scrub(until: number): Promise<void>;
  /** Only cases of this department. */
  narrow(department: number): Promise<void>;
  /** All cases again. */
  everything(): Promise<void>;
  /** A part of the city at street level, or all of it. */
  zoom(near: boolean): Promise<void>;
  /** Asks what lies at so many places. */
  pick(times: number): Picked[] | Promise<Picked[]>;
  /** Bytes of the columns themselves. */
  columnBytes(): number;
  /** How many cases the map has. */
  shown(): number;
  /** So many movers, one message for each second, `every` ms apart; how many frames were drawn meanwhile. */
  move?(movers: number, seconds: number, every: number): Promise<number>;
}

export interface BenchPage extends Pick<Bench, "everything" | "zoom" | "pick" | "columnBytes" | "shown"> {
  prepare(rows: number, patchSize: number): void;
  load(): Promise<void>;
  prepareUpdate(count: number): void;
  update(): Promise<void>;
  scrub(step: number): Promise<void>;
  narrow(step: number): Promise<void>;
  move(movers: number, seconds: number, every: number): Promise<number>;
  /** Instances drawn by one call at most from now on; 0 for no bound. */
  drawAtMost(instances: number): void;
}
