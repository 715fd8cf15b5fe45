/** `npm start`: opens the wall, in the desktop shell or in the system's browser. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { TroubleError } from "../shared/trouble.ts";
import { APP_ROOT, PAGES_DIR } from "./app-root.ts";
import { openBasemap } from "./basemap/open.ts";
import { ensureDataDir, readToken } from "./checks.ts";
import { defaultDataDir } from "./data-dir.ts";
import { isCheckout, isStale, PAGE_SOURCES, SHELL_SOURCES } from "./freshness.ts";
import type { KioskOptions } from "./kiosk/kiosk.ts";
import { argumentsOf, languageOf, readOptions, UnknownArgument, type LaunchOptions } from "./options.ts";
import { sceneNames } from "./scenes.ts";
import { sentencesIn } from "./sentences.ts";
import { chooseShell, fetchElectron, findElectron, hasDisplay } from "./shell-choice.ts";

const ELECTRON_DIR = join(APP_ROOT, "node_modules/electron");
const DATA_DIR = defaultDataDir();
/** A desktop window that ends with an error sooner than this (ms) could not start here. */
const ELECTRON_SETTLED_MS = 10_000;

const args = process.argv.slice(2);
const sentences = sentencesIn(languageOf(args, process.env));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const log = (line: string): void => void process.stderr.write(`${line}\n`);

const root = process.platform !== "win32" && process.getuid?.() === 0;
const display = hasDisplay(process.platform, process.env);

/** Settles when the person or the system asks to end. */
const asked = Promise.withResolvers<"stop">();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => asked.resolve("stop"));

try {
  const read = readOptions(args, sentences, { defaultDataDir: DATA_DIR, scenes: await sceneNames() });
  if ("print" in read) say(read.print.trimEnd());
  else await run(read.start);
} catch (error) {
  log(sentenceFor(error));
  process.exitCode = 1;
}

function sentenceFor(error: unknown): string {
  if (error instanceof TroubleError) return sentences.trouble(error.trouble);
  if (error instanceof UnknownArgument) return sentences.cli("cli.unknownArgument", { argument: error.argument });
  return sentences.cli("cli.failed", { why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

async function run(options: LaunchOptions): Promise<void> {
  const dataDir = await ensureDataDir(options.dataDir ?? DATA_DIR);
  const basemap =
    options.basemap === null ? null : await openBasemap(options.basemap, join(dataDir, "tiles"), sentences);
  const tokenFile = options.tokenFile === null ? null : resolve(options.tokenFile);
  const token = tokenFile === null ? "" : await readToken(tokenFile, sentences);
  const choice = await chooseShell({
    asked: options.shell,
    display,
    root,
    installed: () => findElectron(ELECTRON_DIR, process.env),
    fetch: () => fetchElectron(ELECTRON_DIR, process.env),
  });
  if (choice.shell === "electron" && options.lan !== null) throw new TroubleError("lanKioskOnly", {});
  if (choice.shell === "electron") {
    say(sentences.cli("cli.shellElectron", { why: sentences.cli(choice.why) }));
    await makeParts(
      [
        "pages",
        "electron/main",
        "electron/preload",
        "electron/host",
        "electron/checkpoint",
        "hub/main",
        "hub/checkpoint",
        "hub/password",
      ],
      SHELL_SOURCES,
    );
    const fine = await runElectron(choice.program, {
      ...options,
      dataDir,
      basemap: options.basemap === null ? null : resolve(options.basemap),
      tokenFile,
    });
    if (fine || options.shell === "electron") return;
    say(sentences.cli("cli.shellKiosk", { why: sentences.cli("cli.whyElectronFailed") }));
  } else {
    say(sentences.cli("cli.shellKiosk", { why: sentences.cli(choice.why) }));
    await makeParts(["pages"], PAGE_SOURCES);
  }
  process.exitCode = 0;
  await runKiosk(options, { dataDir, basemap, token });
}

/** Builds what is missing or older than its sources, in a checkout; elsewhere it has to be there. */
async function makeParts(names: readonly string[], sources: readonly string[]): Promise<void> {
  if (isCheckout(APP_ROOT)) {
    const { PARTS } = await import("../build/parts.ts");
    const parts = PARTS.filter((part) => names.includes(part.name));
    const outputs = parts.map((part) => part.out);
    if (await isStale(APP_ROOT, outputs, sources)) {
      say(sentences.cli("cli.building"));
      const began = performance.now();
      try {
        for (const part of parts) await part.make();
      } catch (error) {
        throw new TroubleError("pagesBroken", { why: error instanceof Error ? error.message : String(error) });
      }
      say(sentences.cli("cli.built", { seconds: ((performance.now() - began) / 1000).toFixed(1) }));
    }
  }
  if (!existsSync(join(PAGES_DIR, "index.html"))) throw new TroubleError("pagesMissing", { dir: PAGES_DIR });
}

/** Runs the desktop shell until it ends. False when it could not start here. */
async function runElectron(program: string, options: LaunchOptions): Promise<boolean> {
  // Walls need windows at exact places, which only X11 grants; the switch works on the command line only.
  const place = process.platform === "linux" && process.env["DISPLAY"] ? ["--ozone-platform=x11"] : [];
  if (root) say(sentences.cli("cli.electronNoSandbox"));
  const switches = [...place, ...(root ? ["--no-sandbox"] : [])];
  const began = performance.now();
  const child = spawn(program, [...switches, APP_ROOT, ...argumentsOf(options)], { stdio: "inherit" });
  void asked.promise.then(() => child.kill("SIGTERM"));
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (exitCode) => resolve(exitCode));
  });
  process.exitCode = code ?? 1;
  return code === 0 || performance.now() - began >= ELECTRON_SETTLED_MS;
}

async function runKiosk(
  options: LaunchOptions,
  checked: Pick<KioskOptions, "dataDir" | "basemap" | "token">,
): Promise<void> {
  const hubEntry = [join(APP_ROOT, "src-hub/main.ts"), join(APP_ROOT, "out/hub/main.js")].find((file) =>
    existsSync(file),
  );
  if (hubEntry === undefined) throw new TroubleError("pagesMissing", { dir: join(APP_ROOT, "out/hub") });
  const { openKiosk } = await import("./kiosk/kiosk.ts");
  const kiosk = await openKiosk({
    asked: options,
    ...checked,
    pagesDir: PAGES_DIR,
    hubEntry,
    sentences,
    display,
    root,
    say,
    log,
  });
  say(sentences.cli("cli.stopHint"));
  try {
    await Promise.race([asked.promise, kiosk.hubRefused]);
    say(sentences.cli("cli.stopping"));
  } finally {
    await kiosk.close();
  }
  say(sentences.cli("cli.stopped"));
}
