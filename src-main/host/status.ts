/** The whole of what the host can say of itself, put together from what its rooms know. */
import type { SyncStatus } from "../../shared/sync-status.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { CacheHealth } from "./cache/health.ts";
import type { LineStatus } from "./sync/line-book.ts";

export interface StatusParts {
  readonly line: LineStatus;
  readonly health: CacheHealth;
  readonly readOnly: Trouble | null;
  readonly keepMonths: number | null;
  readonly outbox: SyncStatus["outbox"];
  /** Files of the outbox and of recorded positions. */
  readonly filesBeside: SyncStatus["cache"]["files"];
  readonly windows: number;
  /** Why the files of this run were set aside, by their names; of older ones that is not known. */
  readonly whySetAside: ReadonlyMap<string, string>;
}

export function statusOf({
  line,
  health,
  readOnly,
  keepMonths,
  outbox,
  filesBeside,
  windows,
  whySetAside,
}: StatusParts): SyncStatus {
  const { driver, schema, files, diskFree, setAside, checkpoint } = health;
  return {
    ...line,
    outbox,
    windows,
    cache: {
      driver,
      schema,
      readOnly,
      files: [...files, ...filesBeside],
      diskFreeBytes: diskFree,
      setAside: setAside.map(({ file, at }) => ({ at, why: whySetAside.get(file) ?? "", kept: file })),
      checkpoint: checkpoint === null ? null : { at: checkpoint.at, tookMs: checkpoint.tookMs },
      keepMonths,
    },
  };
}
