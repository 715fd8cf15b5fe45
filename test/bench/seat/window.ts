/**
 * The seat's page in a real browser: script as the browser itself counts it, in time of the page's own thread, so that
 * other work on the machine is left out; and how long it takes from a key to the picture.
 */
import type { Browser, CDPSession, Page } from "playwright-core";

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

/** Frames of one run of scrolling, and how many runs; the first compiles and is left out. */
const FRAMES = 45;
const RUNS = 4;
/** Rows that go by in a frame: a wheel, and a page. */
export const PACES = { wheel: 3, page: 27 } as const;

export interface BenchWindow {
  readonly page: Page;
  readonly session: CDPSession;
  close(): Promise<void>;
}

export async function openBenchWindow(browser: Browser, url: string): Promise<BenchWindow> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: "en" });
  const page = await context.newPage();
  await page.goto(url);
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return { page, session, close: () => context.close() };
}

async function scriptMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1_000 * (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Number.NaN);
}

/** Script of a frame while a list is scrolled so many pixels with each, ms; what the page does by itself meanwhile is in it. */
export async function scrollScript({ page, session }: BenchWindow, selector: string, step: number): Promise<number> {
  const took: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const before = await scriptMs(session);
    await page.evaluate(
      async ([place, by, frames]) => {
        const list = document.querySelector<HTMLElement>(place as string);
        if (list === null) throw new Error(`nothing to scroll: ${place}`);
        const most = list.scrollHeight - list.clientHeight;
        let top = list.scrollTop;
        for (let frame = 0; frame < (frames as number); frame++) {
          top = (top + (by as number)) % most;
          list.scrollTop = top;
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      },
      [selector, step, FRAMES] as const,
    );
    took.push(((await scriptMs(session)) - before) / FRAMES);
  }
  return middle(took.slice(1));
}

/** What a page shows once it is there: an element of this selector, or another text in it than this. */
export interface Shown {
  readonly selector: string;
  readonly notText?: string;
}

/** Ms from a key, or from a click where `click` names the place, to the frame in which the page shows what was asked. */
export async function untilShown(
  page: Page,
  start: { readonly key: string } | { readonly click: string },
  { selector, notText }: Shown,
): Promise<number> {
  // The clock hangs in the page before the key is sent: a key that comes first would never be heard.
  const clock = await page.evaluateHandle(
    ([place, text, name]) => {
      const started = new Promise<number>((resolve) => {
        addEventListener(name as "keydown", () => resolve(performance.now()), { capture: true, once: true });
      });
      const shown = () => {
        const found = document.querySelector(place as string);
        return found !== null && (text === null || found.textContent !== text);
      };
      const drawn = async () => {
        const from = await started;
        while (!shown()) {
          if (performance.now() - from > 20_000) throw new Error(`not shown in time: ${place}`);
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        // Not until it was drawn.
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
        return performance.now() - from;
      };
      return { took: drawn() };
    },
    [selector, notText ?? null, "key" in start ? "keydown" : "pointerdown"] as const,
  );
  if ("key" in start) await page.keyboard.press(start.key);
  else await page.click(start.click);
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`nothing heard of ${JSON.stringify(start)}`)), 30_000).unref();
  });
  return Promise.race([clock.evaluate(({ took }) => took), late]);
}
