/**
 * The wall under control, with one hub, a wall of two windows and a seat, each on a host of its own. `switchSkewMs`: how far
 * apart the two windows show a scene, by the hub's clock, at the middle and at the worst of all switches. `echoMs`: from a
 * push until the wall's own picture of it is on a seat's page. `reportSeconds` and `verifySeconds`:
 * the evaluation report of a month of 10,000 cases, made and verified. `--only switch,echo,report` takes some of the parts.
 */
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import type { DirectAct } from "../../shared/direction/wall.ts";
import { COMPOSED_BY_PROCESSOR, openBrowser, openWindow } from "../e2e/browser.ts";
import { echoOf, middle, openWallWindows, shownOn, switchScene, toDirection, until, WALL } from "../e2e/hall.ts";
import { dataFolder, startHub, startWall, type Program } from "../e2e/program.ts";
import { putTourAway, seatAt } from "../e2e/seat.ts";
import { openDirector } from "../run/director.ts";
import { measureReport } from "./wall-report.ts";

type Say = (line: string) => void;

const PARTS = ["switch", "echo", "report"] as const;
/** Odd, so that one of them is the middle one. */
const SWITCHES = 41;
const ECHOES = 21;
/** Rest after each, ms: nobody switches or pushes faster. */
const BETWEEN_MS = 1_500;
/** Scenes that are gone through, one with a map and one without. */
const SCENES = ["backlog", "ranking"] as const;

const round = (value: number) => Number(value.toFixed(1));

async function measureWall(parts: ReadonlySet<string>, say: Say): Promise<Record<string, number>> {
  const folders = [dataFolder("bench-hub"), dataFolder("bench-wall"), dataFolder("bench-seat")];
  const [hubData, wallData, seatData] = folders.map(({ path }) => path) as [string, string, string];
  let browser: Browser | null = null;
  const programs: Program[] = [];
  try {
    const hub = await startHub(["--data", hubData, "--city", "demo", "--port", "0"]);
    programs.push(hub);
    const wall = await startWall(["--data", wallData, "--hub", hub.url]);
    programs.push(wall);
    const seat = await startWall(["--data", seatData, "--hub", hub.url]);
    programs.push(seat);
    browser = await openBrowser([COMPOSED_BY_PROCESSOR]);
    const { page } = await openWindow(browser, new URL(seat.url).origin);
    await page.goto(seatAt(seat.url));
    await page.locator("[data-door-later]").click({ timeout: 120_000 });
    await putTourAway(page);
    await openWallWindows(browser, wall.url);
    await page.locator('.seat[data-freshness="live"]').waitFor({ timeout: 300_000 });
    await toDirection(page);
    await until(
      () => shownOn(page),
      (all) => all.length === 2 && all.every(({ takenAt }) => takenAt > 0),
      "the wall's windows and their pictures are not there",
    );
    for (const scene of SCENES) await switchScene(page, scene);
    const figures: Record<string, number> = {};
    if (parts.has("switch")) {
      const apart: number[] = [];
      for (let n = 0; n < SWITCHES; n++) {
        apart.push(await switchScene(page, SCENES[n % 2] as string));
        await page.waitForTimeout(BETWEEN_MS);
      }
      figures["switchSkewMs"] = round(middle(apart));
      figures["switchSkewWorstMs"] = round(Math.max(...apart));
      say(
        `  ${SWITCHES} switches: ${figures["switchSkewMs"]} ms apart at the middle, ${figures["switchSkewWorstMs"]} at worst`,
      );
    }
    if (parts.has("echo")) {
      const echoes: number[] = [];
      const director = await openDirector(seat.url);
      for (let n = 0; n < ECHOES; n++) {
        const push: DirectAct = {
          ...{ do: "push", wall: WALL, id: `bench.${n}`, seconds: 60 },
          ...{ region: { x: 0, y: 0, w: 12, h: 12 }, what: { show: "board", panel: "ranking" } },
        };
        // The watch begins with a key on the page, at the same moment.
        const press = () => Promise.all([director.direct(push), page.keyboard.press("F9")]).then(() => {});
        echoes.push(await echoOf(page, press, "1"));
        await director.direct({ do: "restore", wall: WALL });
        await page.waitForTimeout(BETWEEN_MS);
      }
      director.close();
      figures["echoMs"] = round(middle(echoes));
      figures["echoWorstMs"] = round(Math.max(...echoes));
      say(`  ${ECHOES} echoes: ${figures["echoMs"]} ms at the middle, ${figures["echoWorstMs"]} at worst`);
    }
    return figures;
  } finally {
    await browser?.close();
    for (const program of programs.toReversed()) await program.stop();
    for (const folder of folders) folder.remove();
  }
}

export async function measure(say: Say): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { only: { type: "string", default: PARTS.join(",") } },
  });
  const parts = new Set(values.only.split(","));
  const unknown = [...parts].filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) throw new Error(`--only takes ${PARTS.join(", ")}, not ${unknown.join(", ")}`);
  say(`${availableParallelism()} processors, ${loadavg()[0]?.toFixed(1)} programs running on average before the start`);
  const wall = parts.has("switch") || parts.has("echo") ? await measureWall(parts, say) : {};
  const report = parts.has("report") ? await measureReport(say) : {};
  return { ...wall, ...report };
}
