/** What the bench asks of its page, and the page of each way to draw the cases. */
import type { PointSlots } from "../../../../shared/view.ts";

export interface Bench {
  /** A first answer, patch by patch. */
  load(patches: readonly PointSlots[]): void;
  /** One patch of changed cases. */
  update(changes: PointSlots): void;
  /** Only cases that were reported before this instant, epoch ms. */
  scrub(until: number): void;
  /** Only cases of this department. */
  narrow(department: number): void;
  /** All cases, or open ones only. */
  show(everything: boolean): void;
  /** A part of the city at street level, or all of it. */
  zoom(near: boolean): void;
  /** Whether a case lies there. */
  pick(lon: number, lat: number): boolean | Promise<boolean>;
  /** Bytes of the columns themselves. */
  columnBytes(): number;
  /** How many cases the map has. */
  shown(): number;
}

export interface BenchPage {
  prepare(rows: number, patchSize: number): void;
  load(): void;
  prepareUpdate(count: number): void;
  update(): void;
  scrub(step: number): void;
  narrow(step: number): void;
  show(everything: boolean): void;
  zoom(near: boolean): void;
  pick(times: number): Promise<number[]>;
  columnBytes(): number;
  shown(): number;
}
