/** Work on many things in slices that let everything else go on. */

/** Real ms that one slice may take. */
const SLICE_MS = 8;

/** Calls `work` for each, resting after every slice. */
export async function sliced<T>(all: readonly T[], work: (each: T) => void): Promise<void> {
  let since = performance.now();
  for (const each of all) {
    work(each);
    if (performance.now() - since < SLICE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
}
