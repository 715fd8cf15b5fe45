/** `npm start` as a person runs it: a program of its own, watched from outside. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";

const ROOT = join(import.meta.dirname, "../..");
let folder: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "citywall-start-"));
  // Pages are built once here, so that no test waits for them.
  const built = spawnSync(process.execPath, [join(ROOT, "build/build.ts"), "pages"], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stderr);
  await writeFile(join(folder, "not-a-map.json"), "{}");
}, 120_000);
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
  /** The first match in what it says; fails with all it said when it ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
}

function start(args: readonly string[], env: Record<string, string> = {}): Started {
  const plain = { ...process.env, DISPLAY: "", WAYLAND_DISPLAY: "", LANG: "en_US.UTF-8", LC_ALL: "", ...env };
  const child = spawn(process.execPath, [join(ROOT, "src-main/start.ts"), ...args], { cwd: folder, env: plain });
  running.add(child);
  let text = "";
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    text += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  return {
    child,
    ended,
    output: () => text,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(text);
          if (match === null) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        void ended.then((code) => reject(new Error(`ended with ${code} before saying ${pattern}:\n${text}`)));
        look();
      }),
  };
}

/** Living processes whose command line names this text, one line each, beginning with the id. */
async function processesNaming(text: string): Promise<string[]> {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,stat=,args="], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes(text) && !/^\s*\d+\s+Z/.test(line));
}

test("it serves, connects its own hub, lets a page in, and leaves nothing behind on SIGTERM", async () => {
  const dataDir = join(folder, "whole");
  const wall = start(["--data", dataDir, "--port", "0", "--city", "none"]);
  const [, url = ""] = await wall.said(/The wall is at (http:\S+)/);
  expect(wall.output()).toContain("Shell: browser wall (kiosk), because no display was found.");
  await wall.said(/The embedded hub is at http:/);
  const page = await fetch(url);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("<script")]);
  const health = async (): Promise<{ line: { state: string } }> =>
    (await (await fetch(new URL("/health", url))).json()) as { line: { state: string } };
  await expect.poll(async () => (await health()).line.state, { timeout: 20_000 }).toBe("live");
  const { host, origin } = new URL(url);
  const socket = new WebSocket(`ws://${host}/port`, { origin });
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  const cut = new Promise((resolve) => socket.once("close", resolve));
  expect(await processesNaming(dataDir)).not.toEqual([]);
  wall.child.kill("SIGTERM");
  expect(await wall.ended).toBe(0);
  await cut;
  expect(await processesNaming(dataDir)).toEqual([]);
  await expect(fetch(url)).rejects.toThrow();
});

test("a hub that is killed is started again, and the line with it", async () => {
  const dataDir = join(folder, "killed");
  const wall = start(["--data", dataDir, "--port", "0", "--city", "none"]);
  await wall.said(/The embedded hub is at/);
  const hub = (await processesNaming("src-hub/main.ts")).find((line) => line.includes(dataDir));
  process.kill(Number(hub?.trim().split(/\s+/)[0]), "SIGKILL");
  await wall.said(/stopped unexpectedly \(SIGKILL\); starting it again in 0\.5 s/);
  await wall.said(/The embedded hub is at[^]*The embedded hub is at/);
  wall.child.kill("SIGINT");
  expect(await wall.ended).toBe(0);
  expect(await processesNaming(dataDir)).toEqual([]);
});

test("when it is killed itself, its hub goes too", async () => {
  const dataDir = join(folder, "orphan");
  const wall = start(["--data", dataDir, "--port", "0", "--city", "none"]);
  await wall.said(/The embedded hub is at/);
  wall.child.kill("SIGKILL");
  await wall.ended;
  await expect.poll(() => processesNaming(dataDir), { timeout: 15_000 }).toEqual([]);
});

test("with a display it opens the browser with its own profile, and takes it along when it ends", async () => {
  const dataDir = join(folder, "browser");
  const bin = join(folder, "bin");
  await mkdir(bin);
  // A browser that starts a process of its own, as browsers do, and writes down how it was called.
  const fake = `#!/bin/sh\necho "$@" > "${folder}/called"\nsleep 1000 &\nwait # ${dataDir}\n`;
  await writeFile(join(bin, "chromium"), fake);
  await chmod(join(bin, "chromium"), 0o755);
  const env = { DISPLAY: ":99", PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` };
  const wall = start(["--shell", "kiosk", "--data", dataDir, "--port", "0", "--city", "none"], env);
  await wall.said(/Opened the wall with chromium/);
  await expect.poll(() => readFile(join(folder, "called"), "utf8").catch(() => ""), { timeout: 10_000 }).not.toBe("");
  const called = await readFile(join(folder, "called"), "utf8");
  expect(called).toMatch(/--app=http:\/\/127\.0\.0\.1:\d+\/\?program=wall&scene=overview/);
  expect(called).toContain(`--user-data-dir=${join(dataDir, "browser")}`);
  expect(called).toContain("--disable-gpu-process-crash-limit");
  expect(called.includes("--no-sandbox")).toBe(process.getuid?.() === 0);
  wall.child.kill("SIGTERM");
  expect(await wall.ended).toBe(0);
  expect(await processesNaming(dataDir)).toEqual([]);
  expect((await processesNaming("sleep 1000")).length).toBe(0);
});

test("a hub that is not there leaves the wall running from its cache, and it says why", async () => {
  const wall = start(["--hub", "http://127.0.0.1:9", "--data", join(folder, "nohub"), "--port", "0"]);
  const [, url = ""] = await wall.said(/The wall is at (http:\S+)/);
  const trouble = async (): Promise<unknown> =>
    ((await (await fetch(new URL("/health", url))).json()) as { line: { trouble: { code: string } | null } }).line
      .trouble?.code;
  await expect.poll(trouble, { timeout: 20_000 }).toBe("hubUnreachable");
  wall.child.kill("SIGTERM");
  expect(await wall.ended).toBe(0);
});

test("a port in use, asked for by number, is one sentence and exit code 1", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const wall = start(["--port", String(port), "--data", join(folder, "taken"), "--city", "none"]);
  expect(await wall.ended).toBe(1);
  expect(wall.output()).toContain(`Port ${port} is used by another program.`);
  expect(wall.output()).not.toContain("    at ");
  other.close();
});

test("a data folder with a newer schema is one sentence and exit code 1, and is left as it was", async () => {
  const dataDir = join(folder, "newer");
  await mkdir(join(dataDir, "hub"), { recursive: true });
  const { default: Database } = await import("better-sqlite3");
  const db = new Database(join(dataDir, "hub/hub.db"));
  db.pragma("journal_mode = WAL"); // as every hub leaves its file
  db.pragma("user_version = 999999");
  db.close();
  const before = await readFile(join(dataDir, "hub/hub.db"));
  const wall = start(["--data", dataDir, "--port", "0", "--city", "none"]);
  expect(await wall.ended).toBe(1);
  expect(wall.output()).toMatch(/was written by a newer version \(schema 999999/);
  expect(await readFile(join(dataDir, "hub/hub.db"))).toEqual(before);
  expect(await processesNaming(dataDir)).toEqual([]);
});

test.each([
  [["--data", "/proc/citywall"], /cannot be written to/],
  [["--basemap", "/nowhere.pmtiles"], /does not exist/],
  [["--basemap", "not-a-map.json"], /cannot be used \(neither PMTiles, MBTiles, GeoJSON nor/],
  [["--token-file", "/nowhere.token"], /The token file “.+” cannot be read \(there is no such file\)/],
  [["--hub", "nonsense"], /is not a hub address/],
  [["--pace", "-1"], /The option --pace cannot be/],
  [["--shell", "electron"], /There is no display/],
  [["--frobnicate"], /is not known/],
])("%j is one sentence and exit code 1", async (args, sentence) => {
  const wall = start(args.includes("--data") ? args : [...args, "--data", join(folder, "bad")]);
  expect(await wall.ended).toBe(1);
  expect(wall.output()).toMatch(sentence);
  expect(wall.output().trim().split("\n")).toHaveLength(1);
});
