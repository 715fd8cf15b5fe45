/** What the browser says that its graphics process holds. */
import { readFileSync } from "node:fs";
import type { CDPSession } from "playwright-core";

/** Of a memory dump that the browser writes into a trace, what is read here. */
interface Dumped {
  readonly ph: string;
  readonly pid: number;
  readonly args?: {
    readonly dumps?: {
      readonly allocators?: Readonly<
        Record<string, { readonly attrs?: { readonly size?: { readonly value: string } } }>
      >;
    };
  };
}

export interface GpuMemory {
  /** By the browser's own account: what is shared with pages, and what waits to be drawn. */
  readonly told: number | null;
  /** By the system's account: private memory of the graphics process, in which software drawing keeps textures too. */
  readonly whole: number | null;
}

/** Bytes; null for what is not told. @param browser a session of the whole browser */
export async function gpuMemory(browser: CDPSession): Promise<GpuMemory> {
  const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
  const pid = processInfo.find(({ type }) => type === "GPU")?.id;
  if (pid === undefined) return { told: null, whole: null };
  return { told: await toldOf(browser, pid), whole: privateBytes(pid) };
}

function privateBytes(pid: number): number | null {
  try {
    const kilobytes = /^Private_Dirty:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
  } catch {
    return null; // another system, or a process that has just ended
  }
}

/** No dump comes by itself. The library's types know of texts alone here; the browser wants the list, though it is empty. */
const DUMPS_WHEN_ASKED = {
  includedCategories: ["disabled-by-default-memory-infra"],
  excludedCategories: ["*"],
  memoryDumpConfig: { triggers: [] } as unknown as Record<string, string>,
};

async function toldOf(browser: CDPSession, gpu: number): Promise<number | null> {
  const dumped: Dumped[] = [];
  const take = ({ value }: { readonly value: readonly object[] }) => void dumped.push(...(value as readonly Dumped[]));
  browser.on("Tracing.dataCollected", take);
  try {
    const ended = new Promise<void>((resolve) => browser.once("Tracing.tracingComplete", () => resolve()));
    await browser.send("Tracing.start", {
      transferMode: "ReportEvents",
      traceConfig: DUMPS_WHEN_ASKED,
    });
    await browser.send("Tracing.requestMemoryDump", { levelOfDetail: "light" });
    await browser.send("Tracing.end");
    await ended;
  } finally {
    browser.off("Tracing.dataCollected", take);
  }
  const sizes = dumped
    .filter(({ ph, pid }) => ph === "v" && pid === gpu)
    .map(({ args }) => args?.dumps?.allocators?.["gpu"]?.attrs?.size?.value);
  const [size] = sizes.filter((value) => value !== undefined);
  return size === undefined ? null : Number.parseInt(size, 16);
}
