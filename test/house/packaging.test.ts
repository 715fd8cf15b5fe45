import { fork, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Configuration } from "electron-builder";
import { PARTS } from "../../build/parts.ts";
import { PORT_VERSION } from "../../shared/wire/version.ts";
import { inventedReport } from "../fixtures/report.ts";
import { pack, readConfiguration, ROOT, type Packed } from "./pack.ts";

const schema = createRequire(import.meta.url)("app-builder-lib/out/util/config/config.js") as {
  validateConfiguration(configuration: Configuration, debug: { isEnabled: boolean; add(): void }): Promise<void>;
};
const validate = (configuration: unknown): Promise<void> =>
  schema.validateConfiguration(configuration as Configuration, { isEnabled: false, add: () => undefined });

let folder: string;
let configuration: Configuration;
let packed: Packed;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "citywall-pack-"));
  configuration = await readConfiguration();
  for (const part of PARTS) {
    if (part.name !== "pages" || !existsSync(join(ROOT, part.out))) await part.make();
  }
  packed = await pack(join(folder, "whole"), configuration);
}, 120_000);
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Starts the packed hub with plain Node; its address, or why it ended. */
function startHub(appDir: string, dataDir: string): Promise<string> {
  const hub = fork(join(appDir, "out/hub/main.js"), ["--data", dataDir, "--port", "0", "--city", "demo"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  children.push(hub);
  let complaint = "";
  hub.stderr?.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  return new Promise((resolve, reject) => {
    hub.on("message", (message: { ready?: string; failed?: unknown }) => {
      if (message.ready !== undefined) resolve(message.ready);
      else reject(new Error(JSON.stringify(message)));
    });
    hub.on("exit", (code) => reject(new Error(`the hub ended with ${code}: ${complaint}`)));
  });
}

/** Runs the packed host with plain Node against a hub; what it printed. */
function askHost(appDir: string, dataDir: string, hub: string): Promise<string> {
  const launcher = join(import.meta.dirname, "launch-packed-host.mjs");
  const host = spawn(
    process.execPath,
    [launcher, join(appDir, "out/electron/host.js"), dataDir, hub, String(PORT_VERSION)],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  children.push(host);
  let text = "";
  let complaint = "";
  host.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  host.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  return new Promise((resolve, reject) => {
    host.on("exit", (code) =>
      code === 0 ? resolve(text) : reject(new Error(`the host ended with ${code}: ${complaint}`)),
    );
  });
}

describe("electron-builder.yml", () => {
  test("satisfies the builder's own schema", async () => {
    await validate(configuration);
  });

  test("a misspelled key is refused by that schema (the check can fail)", async () => {
    await expect(validate({ ...configuration, asarUnpak: [] })).rejects.toThrow(/asarUnpak/);
  });

  test("names the systems it promises, burns the fuses and publishes nowhere", () => {
    const targets = (list: unknown): string[] =>
      (list as { target: string; arch: string[] }[]).flatMap(({ target, arch }) =>
        arch.map((one) => `${target}-${one}`),
      );
    expect(targets(configuration.win?.target)).toEqual(["nsis-x64", "zip-x64"]);
    expect(targets(configuration.linux?.target)).toEqual([
      "AppImage-x64",
      "AppImage-arm64",
      "deb-x64",
      "deb-arm64",
      "tar.gz-x64",
      "tar.gz-arm64",
    ]);
    expect(targets(configuration.mac?.target)).toEqual(["dmg-x64", "dmg-arm64"]);
    expect(configuration.publish).toBeNull();
    expect(configuration.npmRebuild).toBe(false);
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});

describe("packed for linux x64", () => {
  test("holds what it needs", async () => {
    for (const { out } of PARTS) expect(packed.files).toContain(`/${out}`);
    const some = ["scenes/overview", "locales/zh-CN/trouble", "classes/GBT47678.5-2026", "calendars/cn"];
    const rules = ["policies/default", "schemes/zhongfang-2020", "mappings/cases", "thresholds/national"];
    for (const file of [...[...some, ...rules].map((name) => `/resources/${name}.json`), "/package.json"]) {
      expect(packed.files).toContain(file);
    }
    const manifest = JSON.parse(await readFile(join(packed.appDir, "package.json"), "utf8")) as { main: string };
    expect(packed.files).toContain(`/${manifest.main}`);
  });

  test("holds no source, no test, no package but the native one, a codec, and what sets reports, and only this system's binary of it", () => {
    const strays = packed.files.filter(
      (file) =>
        /\.(ts|tsx|map)$/.test(file) || /\.test\./.test(file) || /^\/(src-|shared|test|docs|build|data)/.test(file),
    );
    expect(strays).toEqual([]);
    const modules = packed.files.filter((file) => /^\/node_modules\/(@[^/]+\/)?[^/@]+$/.test(file));
    expect(modules).toEqual([
      "/node_modules/@fontsource-variable/noto-sans-sc",
      "/node_modules/@jsquash/jpeg",
      "/node_modules/better-sqlite3",
      "/node_modules/harfbuzzjs",
    ]);
    expect(packed.files.filter((file) => file.endsWith(".wasm"))).toEqual([
      "/node_modules/@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm",
      "/node_modules/harfbuzzjs/dist/harfbuzz-subset.wasm",
    ]);
    expect(packed.files.filter((file) => file.endsWith(".node"))).toEqual([
      "/node_modules/better-sqlite3/prebuilds/linux-x64.node",
    ]);
    const outside = join(packed.resourcesDir, "app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node");
    expect(existsSync(outside)).toBe(true);
  });

  test("its thread of reports finds the font and sets one", { timeout: 60_000 }, async () => {
    const order = {
      do: "make",
      data: inventedReport({ cases: 20 }),
      about: { name: "packed", title: { "zh-CN": "办法", en: "Scheme" }, scheme: "zhongfang-2020" },
      folder: join(folder, "reports"),
      keys: join(folder, "keys"),
    };
    const thread = new Worker(join(packed.appDir, "out/electron/report.js"), { workerData: order });
    const last = await new Promise((resolve, reject) => {
      thread.on("error", reject);
      thread.on("message", (word: { say: string }) => {
        if (word.say !== "step") resolve(word);
      });
    });
    expect(last).toMatchObject({ say: "made", made: { name: "packed", cases: 60 } });
    expect(existsSync(join(folder, "reports/packed/packed.pdf"))).toBe(true);
  });

  test("its hub starts, its host connects and gets rows, and the thread beside the host's writer works", async () => {
    const hub = await startHub(packed.appDir, join(folder, "hub-data"));
    const answerOf = (said: string) =>
      JSON.parse(said.trim().split("\n").at(-1) ?? "") as { rows: number; moved: boolean };
    const answer = answerOf(await askHost(packed.appDir, join(folder, "host-data"), hub));
    expect(answer.rows).toBeGreaterThan(30);
    expect(answer.moved).toBe(true);
    // Without its bundle there is no thread; the host says so and works all the same.
    await rm(join(packed.appDir, "out/electron/checkpoint.js"));
    const alone = await askHost(packed.appDir, join(folder, "host-data-alone"), hub);
    expect(alone).toMatch(/write-ahead log.*Cannot find module/);
    expect(answerOf(alone)).toEqual({ rows: answer.rows, moved: false });
    // The thread that hashes passwords is a bundle of its own, too.
    const body = JSON.stringify({ name: "主任", login: "zhuren", password: "lu-deng 47 hao", machine: "seat-1" });
    const named = await fetch(new URL("/door/first", hub), { method: "POST", body });
    expect(await named.json()).toMatchObject({ answer: "in", person: { login: "zhuren", role: "admin" } });
  });

  test("without out/hub in the list the hub does not start (the check can fail)", async () => {
    const files = [...(configuration.files as string[]), "!out/hub/**"];
    const lame = await pack(join(folder, "lame"), { ...configuration, files });
    expect(lame.files).not.toContain("/out/hub/main.js");
    await expect(startHub(lame.appDir, join(folder, "lame-data"))).rejects.toThrow(/Cannot find module|ended with/);
  });
});
