/**
 * The page of an after-action file: steps through the pictures with the acts beside them. Everything it needs is in it or
 * beside it; nothing is asked of anywhere, and nothing but its own script runs.
 */
import { createHash } from "node:crypto";
import type { Language } from "../../../shared/text.ts";
import type { StampedAct } from "./acts.ts";
import { VIEWER_SCRIPT, VIEWER_STYLE } from "./viewer-parts.ts";
import { boxText, instantWriter, sortOf } from "./words.ts";

/** A picture in the file: hub time, index of its window, name. */
export interface Shot {
  readonly at: number;
  readonly window: number;
  readonly file: string;
}

export interface ViewerOptions {
  readonly about: {
    readonly product: string;
    readonly version: string;
    readonly host: string;
    readonly from: number;
    readonly to: number;
    readonly zone: string;
    readonly madeAt: number;
    readonly oneOf: number;
  };
  readonly windows: readonly string[];
  readonly shots: readonly Shot[];
  readonly acts: readonly StampedAct[];
  readonly language: Language;
}

const inPage = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Data inside a script: no text of it may end the script. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll("<", String.raw`\u003c`);

const hashOf = (source: string): string => `'sha256-${createHash("sha256").update(source).digest("base64")}'`;

export function viewerPage({ about, windows, shots, acts, language }: ViewerOptions): string {
  const text = boxText(language);
  const { product, version, host, from, to, zone, madeAt, oneOf } = about;
  const time = instantWriter(zone);
  const data = inScript({
    windows,
    shots: shots.map(({ at, window, file }) => [at, window, file, time(at)]),
    acts: acts.map((act) => ({
      at: act.at,
      time: time(act.at).slice(11),
      who: act.name || text("blackbox.nobody"),
      what: [sortOf(act.kind, text), act.kind, act.about].filter((part) => part !== "").join(" · "),
      case: act.caseUid,
    })),
    words: { case: text("blackbox.case"), none: text("blackbox.noActs"), play: text("blackbox.play") },
  });
  const script = `const box=${data};\n${VIEWER_SCRIPT}`;
  const policy = `default-src 'none'; img-src 'self' file:; style-src ${hashOf(VIEWER_STYLE)}; script-src ${hashOf(script)}`;
  const foot = text("blackbox.foot", { product, version, host, zone, made: time(madeAt) });
  const thinned = oneOf === 1 ? "" : ` ${text("blackbox.thinned", { count: oneOf })}`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inPage(text("blackbox.title", { from: time(from), to: time(to) }))}</title>
<style>${VIEWER_STYLE}</style>
</head>
<body>
<header><h1>${inPage(text("blackbox.title", { from: time(from), to: time(to) }))}</h1><p>${inPage(foot + thinned)}</p></header>
<main>
<section><nav id="windows"></nav><img id="picture" alt="${inPage(text("blackbox.picture"))}"><p id="none">${inPage(text("blackbox.noPictures"))}</p></section>
<aside><h2>${inPage(text("blackbox.acts"))}</h2><ol id="acts"></ol></aside>
</main>
<footer><button id="play" type="button">${inPage(text("blackbox.play"))}</button><input id="at" type="range" min="0" step="1" aria-label="${inPage(text("blackbox.time"))}"><output id="time"></output><small>${inPage(text("blackbox.keys"))}</small></footer>
<script>${script}</script>
</body>
</html>
`;
}
