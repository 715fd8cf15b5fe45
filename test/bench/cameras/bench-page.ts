/** What both sides of the bench do: the wall's tiles, and the bare libraries. */
import type { Page } from "playwright-core";

export type BenchKind = "hls" | "flv" | "mjpeg" | "still";

export interface BenchCamera {
  /** Id at the wall. */
  readonly id: string;
  /** Where the bare page has it from. */
  readonly url: string;
}

export interface BenchPage {
  readonly page: Page;
  show(kind: BenchKind, cameras: readonly BenchCamera[]): Promise<void>;
  /** Ms from `show` to the first picture of each; null while one of so many has none. */
  firsts(count: number): Promise<readonly number[] | null>;
  close(): Promise<void>;
}
