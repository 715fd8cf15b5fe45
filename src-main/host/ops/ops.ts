/** How this machine and its windows fare, for the ops page and for /health: one answer for both (rules X84, X85). */
import { statfsSync } from "node:fs";
import type { BlackBoxStatus, OpsValue } from "../../../shared/ops.ts";
import type { Windows } from "./windows.ts";

export interface OpsOptions {
  readonly name: string;
  readonly version: string;
  readonly dataDir: string;
  readonly wall: () => number;
  readonly real: () => number;
  readonly windows: Pick<Windows, "list">;
  readonly blackBox: () => BlackBoxStatus;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;

/** Bytes that are free where the data lies; null where the system does not say. */
function freeIn(dir: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize;
  } catch {
    return null; // a folder that cannot be asked is told of by whoever writes there
  }
}

export function openOps({ name, version, dataDir, wall, real, windows, blackBox }: OpsOptions): () => OpsValue {
  const startedAt = wall();
  const began = real();
  const system = `${process.platform} ${process.arch}, Node ${process.version}`;
  return () => {
    const memory = process.memoryUsage();
    return {
      host: {
        ...{ name, version, system, startedAt },
        upMs: Math.round(real() - began),
        rssMb: megabytes(memory.rss),
        heapMb: megabytes(memory.heapUsed),
        diskFreeBytes: freeIn(dataDir),
      },
      windows: windows.list(),
      blackBox: blackBox(),
    };
  };
}
