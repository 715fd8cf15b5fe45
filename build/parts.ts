import { existsSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";

/** The folder of the checkout. */
export const ROOT = join(import.meta.dirname, "..");

/** Threads: their source, which is started by its place beside who starts it, and the bundle that stands for it. */
const THREADS: Readonly<Record<string, string>> = {
  "src-main/host/cache/checkpoint-worker.ts": "out/electron/checkpoint.js",
  "src-main/host/search/index-worker.ts": "out/electron/search.js",
  "src-main/report/worker.ts": "out/electron/report.js",
  "src-hub/city/pictures/painter-worker.ts": "out/hub/painter.js",
  "src-hub/store/checkpoint-worker.ts": "out/hub/checkpoint.js",
  "src-hub/auth/password-worker.ts": "out/hub/password.js",
};

/**
 * A source file finds its resources relative to itself (`import.meta.url`). In a bundle that place has moved, so the
 * words are replaced by where the source would lie under the app's folder: `resources/` is then found in a checkout and
 * in a packaged app alike. A thread's source does not travel, so its place is replaced by that of its bundle.
 * @param root the app's folder
 */
export function keepPlaces(root: string): Plugin {
  return {
    name: "keep-places",
    setup(hooks) {
      hooks.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        const place = relative(root, path).replaceAll("\\", "/");
        if (place.startsWith("..") || place.startsWith("node_modules/") || !source.includes("import.meta.")) {
          return { contents: source, loader: "ts" };
        }
        const file = `new URL(${JSON.stringify(place)}, __app)`;
        const folder = `new URL(${JSON.stringify(`./${dirname(place)}`)}, __app)`;
        return {
          loader: "ts",
          contents: source
            .replaceAll(/\bnew URL\("([^"]+\.ts)", import\.meta\.url\)/g, (words, name: string) => {
              const bundled = THREADS[join(dirname(place), name).replaceAll("\\", "/")];
              return bundled === undefined ? words : `new URL(${JSON.stringify(bundled)}, __app)`;
            })
            .replaceAll(/\bimport\.meta\.url\b/g, `${file}.href`)
            .replaceAll(/\bimport\.meta\.filename\b/g, `__path(${file})`)
            .replaceAll(/\bimport\.meta\.dirname\b/g, `__path(${folder})`),
        };
      });
    },
  };
}

/** Opens an ES module bundle: where the app's folder is (two levels up), and what packages of the older kind ask for. */
const BANNER = [
  'import { createRequire as __createRequire } from "node:module";',
  'import { fileURLToPath as __path } from "node:url";',
  "const require = __createRequire(import.meta.url);",
  "const __dirname = import.meta.dirname;",
  'const __app = new URL("../../", import.meta.url);',
].join("\n");

/** What is never bundled: the shell's own runtime, the native module, and optional speed-ups that `ws` asks for. */
const EXTERNAL = ["electron", "better-sqlite3", "bufferutil", "utf-8-validate"];

const common: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node22",
  external: EXTERNAL,
  legalComments: "none",
  sourcemap: false,
  logLevel: "silent",
  absWorkingDir: ROOT,
  plugins: [keepPlaces(ROOT)],
};

const esModule: BuildOptions = { ...common, format: "esm", banner: { js: BANNER } };

/** One thing that `npm run build` makes. */
export interface Part {
  readonly name: string;
  /** Where it goes, relative to the checkout. */
  readonly out: string;
  make(): Promise<void>;
}

function bundle(out: string, entry: string, options: BuildOptions): Part {
  return {
    name: out.replace(/^out\//, "").replace(/\.c?js$/, ""),
    out,
    make: async () => {
      await build({ ...options, entryPoints: [entry], outfile: join(ROOT, out) });
    },
  };
}

/**
 * Builds the pages beside out/renderer and puts them there when they are whole, so that a wall that is open meanwhile
 * never meets an empty folder. The bundler of the pages is the slowest thing to load, so it is loaded here.
 * @param place where they go instead.
 */
export async function buildPages(place = join(ROOT, "out/renderer")): Promise<void> {
  const { build: buildVite } = await import("vite");
  const next = `${place}.next-${process.pid}`;
  const last = `${place}.last-${process.pid}`;
  // The bundler takes an environment it finds over the mode, and a development React measures and keeps every draw.
  const found = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    const configFile = join(ROOT, "vite.config.ts");
    await buildVite({ configFile, logLevel: "error", mode: "production", build: { outDir: next } });
    if (existsSync(place)) await rename(place, last);
    await rename(next, place);
  } finally {
    if (found === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = found;
    await rm(next, { recursive: true, force: true });
    await rm(last, { recursive: true, force: true });
  }
}

export const PARTS: readonly Part[] = [
  { name: "pages", out: "out/renderer/index.html", make: () => buildPages() },
  bundle("out/electron/main.js", "src-main/electron/main.ts", esModule),
  bundle("out/electron/preload.cjs", "src-main/electron/preload.ts", { ...common, format: "cjs" }),
  bundle("out/electron/host.js", "src-main/electron/host-entry.ts", esModule),
  ...Object.entries(THREADS).map(([source, out]) => bundle(out, source, esModule)),
  bundle("out/hub/main.js", "src-hub/main.ts", esModule),
];
