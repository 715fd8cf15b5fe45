/**
 * The queue of a seat: 100,000 cases that wait among a million. In the host, how long a filter and a text take, beside the
 * same asked of plain objects. In the window, script of a frame of scrolling, beside the component library's own virtual
 * table of as many rows; and how long from a key until a case (what is decided by, and all that lies beside it), a filter
 * and a text are drawn, the way over the window's port included, and for a text the pause of 120 ms after the last key. The
 * page is put together by the processor, as the browser does by itself where there is no graphics card.
 * `--small` takes a twentieth of it.
 */
import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { buildPages } from "../../build/parts.ts";
import { COMPOSED_BY_PROCESSOR, openBrowser } from "../e2e/browser.ts";
import type { HostAnswer, HostAsked } from "./seat/host-words.ts";
import { servePage } from "./served-page.ts";
import { openBenchWindow, PACES, scrollScript, untilShown } from "./seat/window.ts";

type Say = (line: string) => void;

const WHOLE = { cases: 1_000_000, open: 100_000 } as const;
const SMALL = { cases: 50_000, open: 5_000 } as const;
/** Cases that are opened; the first loads the page of a case and is left out. */
const OPENED = 10;
/** What is typed to search: digits that some numbers have and some have not, one a round. */
const TYPED = ["3", "4", "5", "7", "8", "9"] as const;
/** How long one reads the row of a case before opening it, ms: the page asks for the case meanwhile. */
const ROW_READ_MS = 400;
/** Height of a row at this size of window, CSS pixels. */
const ROW_PX = 32;

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;
const round = (value: number) => Number(value.toFixed(2));

function heard<S extends HostAnswer["say"]>(child: ChildProcess, say: S): Promise<Extract<HostAnswer, { say: S }>> {
  return new Promise((resolve, reject) => {
    const listen = (answer: HostAnswer) => {
      if (answer.say !== say) return;
      child.off("message", listen);
      resolve(answer as Extract<HostAnswer, { say: S }>);
    };
    child.on("message", listen);
    child.once("exit", (code) => reject(new Error(`the host ended with ${code}`)));
  });
}

/** What a person at the window waits for. */
async function measureWindow(browser: Browser, url: string, say: Say): Promise<Record<string, number>> {
  const opened = await openBenchWindow(browser, `${url}?program=seat&lang=en#/queue`);
  const { page } = opened;
  const ready = "[data-page=queue][data-state=live] [role=grid] [data-uid] b";
  try {
    // Nobody has an account: the door offers to name somebody first.
    const later = page.getByRole("button", { name: "Later" });
    await later.or(page.locator(ready).first()).first().waitFor({ timeout: 120_000 });
    if (await later.isVisible()) await later.click();
    await page.waitForSelector(ready, { timeout: 120_000 });
    await page.locator("[role=grid]").focus();
    const figures: Record<string, number> = {};
    for (const [pace, rows] of Object.entries(PACES)) {
      const ms = await scrollScript(opened, ".queue-table", rows * ROW_PX);
      figures[`scroll${pace[0]?.toUpperCase()}${pace.slice(1)}ScriptMs`] = round(ms);
      say(`  ${rows} rows a frame: ${ms.toFixed(2)} ms script`);
    }
    figures["scrollScriptMs"] = Math.max(figures["scrollWheelScriptMs"] ?? 0, figures["scrollPageScriptMs"] ?? 0);
    await page.locator("[role=grid]").focus();
    await page.keyboard.press("Home");

    /** Until the case can be read and decided, and until what lies beside it is there too, by turns. */
    const took: Record<"readable" | "whole", number[]> = { readable: [], whole: [] };
    for (let n = 0; n < 2 * OPENED; n++) {
      await page.keyboard.press("j");
      await page.waitForTimeout(ROW_READ_MS);
      const uid = await page.locator("[role=row][data-focused]").getAttribute("data-uid");
      const until = n % 2 === 0 ? "readable" : "whole";
      const selector = `.casework[data-case="${uid}"]${until === "whole" ? " [data-card=pictures]" : ""}`;
      took[until].push(await untilShown(page, { key: "Enter" }, { selector }));
      await page.evaluate(() => (window.location.hash = "#/queue"));
      await page.waitForSelector(ready);
    }
    figures["openCaseMs"] = round(middle(took.readable.slice(1)));
    figures["openWholeCaseMs"] = round(middle(took.whole.slice(1)));
    figures["firstOpenCaseMs"] = round(took.readable[0] as number);

    const filtered: number[] = [];
    const searched: number[] = [];
    const selector = ".queue-counts b";
    const another = async () => ({ selector, notText: (await page.locator(selector).textContent()) ?? "" });
    for (const [n, key] of TYPED.entries()) {
      const view = `.queue-views > button:nth-of-type(${1 + ((n + 1) % 2)})`;
      filtered.push(await untilShown(page, { click: view }, await another()));
      await page.keyboard.press("f");
      searched.push(await untilShown(page, { key }, await another()));
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Delete");
      await page.keyboard.press("Enter");
      await page.waitForTimeout(400);
    }
    figures["filterShownMs"] = round(middle(filtered));
    figures["searchShownMs"] = round(middle(searched));
    return figures;
  } finally {
    await opened.close();
  }
}

async function measurePeer(browser: Browser, rows: number, say: Say): Promise<Record<string, number>> {
  const peer = await servePage(join(import.meta.dirname, "seat/page"));
  const opened = await openBenchWindow(browser, `${peer.url}/?rows=${rows}`);
  try {
    const list = ".ant-table-tbody-virtual-holder";
    await opened.page.waitForSelector(`${list} .ant-table-cell`, { timeout: 120_000 });
    const ms = await scrollScript(opened, list, PACES.page * ROW_PX);
    say(`  antd's virtual table, a page a frame: ${ms.toFixed(2)} ms script`);
    return { peer_antd_scrollScriptMs: round(ms) };
  } finally {
    await opened.close();
    peer.close();
  }
}

export async function measure(say: Say): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { small: { type: "boolean", default: false } },
  });
  const { cases, open } = values.small ? SMALL : WHOLE;
  say(`${availableParallelism()} processors, ${loadavg()[0]?.toFixed(1)} programs running on average before the start`);
  const folder = mkdtempSync(join(tmpdir(), "citywall-seat-bench-"));
  const pages = join(folder, "pages");
  await buildPages(pages);
  const child = fork(
    join(import.meta.dirname, "seat/host-child.ts"),
    [join(folder, "data"), pages, String(cases), String(open)],
    { stdio: "inherit" },
  );
  const ask = (asked: HostAsked) => void child.send(asked);
  try {
    const { url } = await heard(child, "ready");
    say(`${cases} cases, of which ${open} wait for a dispatcher`);
    ask({ ask: "measure" });
    const { say: _say, ...host } = await heard(child, "measured");
    for (const [name, ms] of Object.entries(host)) say(`  ${name}: ${ms.toFixed(2)}`);
    const browser = await openBrowser([COMPOSED_BY_PROCESSOR]);
    try {
      const window = await measureWindow(browser, url, say);
      const peer = await measurePeer(browser, open, say);
      const told = Object.entries(host).map(([name, ms]): [string, number] => [name, round(ms)]);
      return {
        rows: open,
        ...Object.fromEntries(
          told.map(([name, ms]) => [name.replace(/^plain(.)/, (_, c: string) => `plain_${c.toLowerCase()}`), ms]),
        ),
        ...window,
        ...peer,
      };
    } finally {
      await browser.close();
    }
  } finally {
    if (child.connected) ask({ ask: "end" });
    await new Promise<void>((resolve) => (child.exitCode === null ? child.once("exit", () => resolve()) : resolve()));
    rmSync(folder, { recursive: true, force: true });
  }
}
