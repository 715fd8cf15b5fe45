/** What takes the rows of a file, one by one, whatever their table. */
import type { Draft } from "../store/store.ts";
import type { SetAside } from "./book.ts";
import type { CameraRepair } from "./mapping/mapping.ts";
import type { Rejection } from "./mapping/read-case.ts";

/** A row ready to be put. `placed`: has a position; `inGrid`: that position lies in a polygon. */
export interface Taken {
  readonly draft: Draft<"cases"> | Draft<"cameras">;
  readonly placed: boolean;
  readonly inGrid: boolean;
  /** Why the position that the row has is not used. */
  readonly misplaced: Rejection | null;
  /** Facts the row states that cannot follow. */
  readonly asides: readonly SetAside[];
}

export interface Taker {
  take(cells: readonly string[]): Taken | { readonly rejection: Rejection };
  readonly repairs: Iterable<readonly [CameraRepair, number]>;
  /** The row has been put under this uid; inside the same commit. */
  put?(uid: number, id: string): void;
  /** All rows have been put; inside a commit of its own. */
  finish?(): void;
}
