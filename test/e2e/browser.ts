/** The real browser the tests look through: one process, a fresh context for each window, every complaint kept. */
import { chromium, type Browser, type Page } from "playwright-core";
import { needChromium } from "../run/need-chromium.ts";

/** Software drawing, so that the tests see the same pixels with and without a graphics card. */
const ARGUMENTS = [
  "--no-sandbox",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  // Pages whose address has `capture=1` take pictures of themselves (docs/decisions/0045-picture-of-a-window.md).
  "--auto-accept-this-tab-capture",
];

/**
 * The processor puts the page together too, as the browser does by itself on a machine without a graphics card; maps are
 * still drawn by the software of above. Text and forms come several times sooner than by drawing them as graphics.
 */
export const COMPOSED_BY_PROCESSOR = "--disable-gpu-compositing";

export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await needChromium(), args: [...ARGUMENTS, ...more] });
}

/** What the graphics libraries say about software drawing; nothing a person could act on. */
const HARMLESS = [
  /GPU stall due to ReadPixels/,
  /WebGL uniform block reflection failed/,
  /Attribute \w+ is normalized/,
  /GL Driver Message/,
];

/** One window on the wall, with what went wrong in it. */
export interface Window {
  readonly page: Page;
  /** Console errors and warnings of failed requests, uncaught errors, one line each. */
  readonly complaints: string[];
  /** How often the page was loaded. */
  navigations(): number;
  close(): Promise<void>;
}

/**
 * Opens the wall at an address. Nothing outside that address may be reached.
 * @param options `search` is put behind the language, as `&wall=hall`
 */
export async function openWindow(
  browser: Browser,
  url: string,
  options: { width?: number; height?: number; language?: "zh-CN" | "en"; search?: string } = {},
): Promise<Window> {
  const { width = 1920, height = 1080, language = "en", search = "" } = options;
  const context = await browser.newContext({ viewport: { width, height }, locale: language });
  const page = await context.newPage();
  const complaints: string[] = [];
  let navigations = 0;
  page.on("console", (message) => {
    if (message.type() === "error" && !HARMLESS.some((pattern) => pattern.test(message.text()))) {
      complaints.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  page.on("crash", () => complaints.push("the page crashed"));
  page.on("request", (request) => {
    const target = new URL(request.url());
    if (/^(?:https?|wss?):$/.test(target.protocol) && target.host !== new URL(url).host) {
      complaints.push(`reached outside: ${request.url()}`);
    }
  });
  // Not each new address: a wall writes its scene into its own.
  page.on("load", () => (navigations += 1));
  // A picture that stands still and has all its light at every hour: tests look at colours and places.
  await page.goto(`${url}/?lang=${language}&still=1${search}`);
  return { page, complaints, navigations: () => navigations, close: () => context.close() };
}
