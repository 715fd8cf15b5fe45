/**
 * Ten minutes of 2,000 movers at one fix a second, in the page: what is left in its heap.
 *
 * The six hundred messages come ten times as fast as they would, with the city's clock in step; in between the page glides
 * and draws as many frames as the machine lets it. The message of each second is new arrays, as the port delivers it.
 */
import { openBenchWindow } from "./window.ts";

const MOVERS = 2_000;
const SECONDS = 600;
/** Ms between two messages. */
const EVERY = 100;
/**
 * Messages between two looks. The heap is compared with that after the first so many, when all code has been compiled and
 * all arrays have their size.
 */
const PORTION = 120;
/** With fewer frames than this nothing would be measured. */
const LEAST_FRAMES = 30;
/** Instances of one drawing call, so that a card in software keeps up (page/drawing.ts). */
const DRAWN = 100;

/** Growth of the heap in percent between the second minute and the tenth. */
export async function measureMovers(say: (line: string) => void, url: string): Promise<Record<string, number>> {
  const opened = await openBenchWindow(url, "own");
  const { page } = opened;
  let frames = 0;
  const move = async () => {
    const settings = [MOVERS, PORTION, EVERY] as const;
    frames += (await page.evaluate((given) => window.bench?.move(...given), settings)) ?? 0;
  };
  try {
    await page.evaluate((most) => window.bench?.drawAtMost(most), DRAWN);
    // near enough that the way of a second is many pixels, so that frames are drawn between messages
    await page.evaluate(() => window.bench?.zoom(true));
    await opened.cost(move);
    const before = await opened.heapBytes();
    frames = 0;
    let script = 0;
    for (let played = PORTION; played < SECONDS; played += PORTION) script += await opened.cost(move);
    const after = await opened.heapBytes();
    opened.complain();
    const messages = SECONDS - PORTION;
    if (frames < LEAST_FRAMES) throw new Error(`only ${frames} frames were drawn: nothing was measured`);
    say(
      `movers: ${MOVERS} at 1 Hz for ${SECONDS} s, played ten times as fast: ${frames} frames, ` +
        `${(script / messages).toFixed(2)} ms script a message with its frames; alive ${(before / 1e6).toFixed(2)} → ` +
        `${(after / 1e6).toFixed(2)} MB`,
    );
    return {
      moversHeapGrowthPercent: round(((after - before) / before) * 100),
      moversScriptMs: round(script / messages),
      moversFrames: frames,
    };
  } finally {
    await opened.close();
  }
}

const round = (value: number) => Number(value.toFixed(2));
