/** The desktop shell's main process. Order matters: switches and the scheme come before the app is ready. */
import * as electron from "electron";
import en from "../../resources/locales/en/electron.json" with { type: "json" };
import zh from "../../resources/locales/zh-CN/electron.json" with { type: "json" };
import type { Scene } from "../../shared/scene.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import { APP_ROOT } from "../app-root.ts";
import type { Basemap } from "../basemap/found.ts";
import { openBasemap } from "../basemap/open.ts";
import { ensureDataDir, readToken } from "../checks.ts";
import { defaultDataDir } from "../data-dir.ts";
import { languageOf, readOptions, UnknownArgument, type LaunchOptions } from "../options.ts";
import { readScene, sceneNames } from "../scenes.ts";
import { sentencesIn } from "../sentences.ts";
import { lockContents, registerScheme } from "./security.ts";
import { openShell, type Shell } from "./shell.ts";
import { ownArguments } from "./arguments.ts";

const { app, dialog, Menu, protocol } = electron;
const args = ownArguments(process.argv, app.isPackaged);
const sentences = sentencesIn(languageOf(args, process.env));
const words = sentences.language === "en" ? en : zh;
const log = (line: string): void => void process.stdout.write(`${line}\n`);

app.enableSandbox();
app.disableDomainBlockingFor3DAPIs();
for (const name of [
  "disable-gpu-process-crash-limit",
  "enable-unsafe-swiftshader", // the map in software where there is no graphics card; only our own pages are shown
  "disable-renderer-backgrounding",
  "disable-backgrounding-occluded-windows",
]) {
  app.commandLine.appendSwitch(name);
}
app.commandLine.appendSwitch("disable-features", "CalculateNativeWinOcclusion");
app.commandLine.appendSwitch("force-device-scale-factor", "1");
registerScheme(protocol);
lockContents(app);

let shell: Shell | null = null;

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  if (app.isReady() && app.isPackaged) dialog.showErrorBox(words["electron.failedTitle"], sentence);
  shell?.close();
  app.exit(1);
}

function failWith(error: unknown): void {
  if (error instanceof TroubleError) fail(sentences.trouble(error.trouble));
  else if (error instanceof UnknownArgument) fail(sentences.cli("cli.unknownArgument", { argument: error.argument }));
  else
    fail(sentences.cli("cli.failed", { why: error instanceof Error ? (error.stack ?? error.message) : String(error) }));
}

async function prepare(asked: LaunchOptions): Promise<void> {
  const dataDir = await ensureDataDir(asked.dataDir ?? defaultDataDir());
  const basemap = asked.basemap === null ? null : await openBasemap(asked.basemap, `${dataDir}/tiles`, sentences);
  const token = asked.tokenFile === null ? "" : await readToken(asked.tokenFile, sentences);
  const scene = await readScene(asked.scene);
  app.setPath("userData", `${dataDir}/desktop`);
  // The lock lies in userData: one wall for one data folder.
  if (!app.requestSingleInstanceLock()) throw new TroubleError("dataBusy", { dir: dataDir });
  // Not awaited: the app gets ready only once this module has run to its end.
  void app
    .whenReady()
    .then(() => open(asked, scene, dataDir, basemap, token))
    .catch(failWith);
}

function open(asked: LaunchOptions, scene: Scene, dataDir: string, basemap: Basemap | null, token: string): void {
  const onRefused = (trouble: Trouble): void => fail(sentences.trouble(trouble));
  shell = openShell(electron, { asked, scene, dataDir, basemap, token, appRoot: APP_ROOT, sentences, onRefused, log });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: words["electron.menu"],
        submenu: [
          { label: words["electron.reload"], accelerator: "F5", click: () => shell?.reload() },
          { label: words["electron.quit"], accelerator: "CmdOrCtrl+Q", click: () => app.quit() },
        ],
      },
    ]),
  );
}

app.on("will-quit", () => shell?.close());
app.on("window-all-closed", () => app.quit());
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => app.quit());

try {
  const asked = readOptions(args, sentences, { defaultDataDir: defaultDataDir(), scenes: await sceneNames() });
  if ("print" in asked) {
    log(asked.print.trimEnd());
    app.exit(0);
  } else await prepare(asked.start);
} catch (error) {
  failWith(error);
}
