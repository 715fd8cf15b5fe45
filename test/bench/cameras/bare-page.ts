/**
 * The other side of the bench: a page with the bare libraries, as their own documentation shows them, that fetch the same
 * streams from the same servers by themselves. It is served where the streams are, so that nothing stands between.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { root } from "../../run/root.ts";
import type { BenchPage, BenchKind } from "./bench-page.ts";

/** What the page gives to whoever drives it. */
interface Bare {
  show(kind: BenchKind, urls: readonly string[]): void;
  /** Ms from `show` to the first frame of each. */
  readonly firsts: readonly number[];
}

declare global {
  interface Window {
    bare: Bare;
  }
}

const SCRIPT = `
  const firsts = [];
  let ends = [];
  function one(kind, url, at, begun) {
    if (kind === "mjpeg" || kind === "still") {
      const image = new Image();
      image.onload = () => (firsts[at] ??= performance.now() - begun);
      image.src = url;
      ends.push(() => (image.src = ""));
      return image;
    }
    const video = document.createElement("video");
    video.muted = true;
    video.requestVideoFrameCallback(() => (firsts[at] = performance.now() - begun));
    if (kind === "hls") {
      const hls = new Hls();
      hls.loadSource(url);
      hls.attachMedia(video);
      ends.push(() => hls.destroy());
    } else {
      const player = mpegts.createPlayer({ type: "flv", isLive: true, hasAudio: false, url }, { enableStashBuffer: false });
      player.attachMediaElement(video);
      player.load();
      ends.push(() => player.destroy());
    }
    void video.play();
    return video;
  }
  window.bare = {
    firsts,
    show(kind, urls) {
      for (const end of ends) end();
      ends = [];
      firsts.length = 0;
      const side = Math.ceil(Math.sqrt(urls.length));
      const grid = document.querySelector("main");
      grid.style.gridTemplateColumns = "repeat(" + side + ", 1fr)";
      const begun = performance.now();
      grid.replaceChildren(...urls.map((url, at) => one(kind, url, at, begun)));
    },
  };
`;

const HTML = `<!doctype html><meta charset="utf-8">
<style>body{margin:0;background:#000}main{display:grid;width:100vw;height:100vh}main>*{width:100%;height:100%;min-height:0}</style>
<main></main><script src="hls.js"></script><script src="mpegts.js"></script><script>${SCRIPT}</script>`;

/** @param origin where the streams are served */
export async function openBare(browser: Browser, origin: string): Promise<BenchPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const files: Readonly<Record<string, string>> = {
    "hls.js": "node_modules/hls.js/dist/hls.min.js",
    "mpegts.js": "node_modules/mpegts.js/dist/mpegts.js",
  };
  await context.route(`${origin}/bare/**`, async (route) => {
    const file = files[new URL(route.request().url()).pathname.replace("/bare/", "")];
    if (file === undefined) return route.fulfill({ body: HTML, contentType: "text/html" });
    await route.fulfill({ body: await readFile(join(root, file)), contentType: "text/javascript" });
  });
  const page = await context.newPage();
  await page.goto(`${origin}/bare/`);
  return {
    page,
    show: (kind, cameras) =>
      page.evaluate(([what, urls]) => window.bare.show(what, urls), [kind, cameras.map(({ url }) => url)] as const),
    async firsts(count) {
      const found = await page.evaluate(() => [...window.bare.firsts]);
      const known = found.filter((ms) => typeof ms === "number");
      return known.length === count ? known : null;
    },
    close: () => context.close(),
  };
}
