/** The zone by which the cache cuts its months and the wall its days. */
import type { ReadHandle, WriteHandle } from "./handles.ts";

const DEFAULT_ZONE = "Asia/Shanghai";

/** Makes the reader of the city's zone: the first platform's, Asia/Shanghai while there is none. */
export function zoneReader(handle: ReadHandle | WriteHandle): () => string {
  const first = handle.prepare<[], string>("SELECT timeZone FROM platforms ORDER BY uid LIMIT 1").pluck();
  return () => knownZone(first.get());
}

/** A zone this machine knows: a platform with a misspelt one must not take every figure down. */
function knownZone(zone: string | undefined): string {
  if (zone === undefined) return DEFAULT_ZONE;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return DEFAULT_ZONE;
    throw error;
  }
}
