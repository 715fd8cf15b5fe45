/** A source of views over a real cache in a folder of its own, with a clock that stands where a test puts it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row, TableName } from "../../shared/tables.ts";
import { openCache } from "../../src-main/host/cache/open.ts";
import { NOWHERE } from "../../src-main/host/cache/position.ts";
import { openWriter } from "../../src-main/host/cache/write.ts";
import { applyDelta } from "../../src-main/host/sync/apply.ts";
import type { Cache } from "../../src-main/host/cache/handles.ts";
import type { Changes } from "../../src-main/host/cache/changes.ts";
import { openSource, type Source } from "../../src-main/host/views/source.ts";

export interface TestSource {
  readonly source: Source;
  /** Applies rows and deletions as one batch of the tail, and tells the source. */
  apply(put: Partial<Record<TableName, Row[]>>, del?: Partial<Record<TableName, number[]>>): Changes;
  setNow(at: number): void;
  /** Another source over the same cache, as after a restart, with its clock where this one's stands. */
  again(): Promise<TestSource>;
  close(): void;
}

export async function openTestSource(now: number): Promise<TestSource> {
  const dir = mkdtempSync(join(tmpdir(), "citywall-views-"));
  const cache = openCache(dir, () => {});
  const first = await sourceOver(cache, now);
  return {
    ...first,
    close() {
      cache.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function sourceOver(cache: Cache, now: number): Promise<TestSource> {
  const writer = openWriter(cache.write);
  let at = now;
  const source = await openSource(cache.read, () => at);
  return {
    source,
    apply(put, del = {}) {
      const changes = applyDelta(writer, { epoch: "e", from: 0, to: 1, at: 0, put, del }, NOWHERE);
      source.take(changes);
      return changes;
    },
    setNow: (to) => void (at = to),
    again: () => sourceOver(cache, at),
    close: () => undefined,
  };
}
