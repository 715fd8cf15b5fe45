/** The hub as a program: what it says to a shell and to a person, and how it ends. */
import { fork, spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { schemeFile, writeRules } from "./rule-files.ts";

const MAIN = fileURLToPath(new URL("../../src-hub/main.ts", import.meta.url));

let dir = "";
const running: ChildProcess[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-program-"));
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  rmSync(dir, { recursive: true, force: true });
});

interface Program {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  /** The first message to the parent; null when the program ends without one. */
  readonly word: Promise<unknown>;
}

function follow(child: ChildProcess): Program {
  running.push(child);
  const text = { out: "", err: "" };
  child.stdout!.on("data", (bytes: Buffer) => (text.out += String(bytes)));
  child.stderr!.on("data", (bytes: Buffer) => (text.err += String(bytes)));
  // Not "close", which a parent that has let go of the channel is never told.
  const said = [child.stdout!, child.stderr!].map((stream) => new Promise((resolve) => stream.once("end", resolve)));
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once("exit", (code, signal) => void Promise.all(said).then(() => resolve({ code, signal }))),
  );
  const word = new Promise((resolve) => {
    child.once("message", resolve);
    void ended.then(() => resolve(null));
  });
  return { child, out: () => text.out, err: () => text.err, ended, word };
}

/** As a shell starts it. */
const embedded = (...args: string[]) =>
  follow(
    fork(MAIN, ["--data", dir, "--city", "none", "--lang", "en", ...args], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    }),
  );
/** As a person starts it. */
const typed = (...args: string[]) =>
  follow(spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] }));

const urlOf = (word: unknown) => (word as { ready: string }).ready;
const CLEAN = { code: 0, signal: null };

test("a shell is told the address, and SIGTERM ends the hub cleanly", async () => {
  const hub = embedded();
  const url = urlOf(await hub.word);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  hub.child.kill("SIGTERM");
  expect(await hub.ended).toEqual(CLEAN);
  expect(hub.err()).toBe("");
  await expect(fetch(`${url}/health`)).rejects.toThrow();
});

test("a hub whose shell is gone ends", async () => {
  const hub = embedded();
  await hub.word;
  hub.child.disconnect();
  expect(await hub.ended).toEqual(CLEAN);
});

test("a killed hub leaves its folder to the next; a living one does not", async () => {
  const first = embedded();
  await first.word;
  const second = embedded();
  expect(await second.word).toEqual({ failed: { code: "dataBusy", params: { dir: join(dir, "hub") } } });
  expect((await second.ended).code).toBe(1);
  first.child.kill("SIGKILL");
  await first.ended;
  expect(urlOf(await embedded().word)).toMatch(/^http:/);
});

test("a port asked for that is taken is one clear sentence and exit code 1", async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
  const { port } = blocker.address() as AddressInfo;
  const args = ["--data", dir, "--city", "none", "--port", String(port)];
  const english = typed(...args, "--lang", "en");
  expect((await english.ended).code).toBe(1);
  expect(english.err()).toMatch(new RegExp(`^Port ${port} .+\\.\n$`));
  const chinese = typed(...args, "--lang", "zh-CN");
  expect((await chinese.ended).code).toBe(1);
  expect(chinese.err()).toMatch(new RegExp(`^端口 ${port} .+。\n$`));
  await new Promise((resolve) => blocker.close(resolve));
});

test("a person is told the address, and Ctrl-C ends it", async () => {
  const hub = typed("--data", dir, "--city", "none", "--port", "0", "--lang", "en");
  await new Promise<void>((resolve) => {
    hub.child.stdout!.on("data", () => {
      if (hub.out().includes("Ctrl-C")) resolve();
    });
  });
  expect(hub.out()).toMatch(/The hub is ready: http:\/\/127\.0\.0\.1:\d+ /);
  hub.child.kill("SIGINT");
  expect(await hub.ended).toEqual(CLEAN);
  expect(hub.out()).toMatch(/The hub has stopped\.\n$/);
});

test("a broken scheme is one sentence in the person's language, with file, place and what is expected; the hub starts", async () => {
  const rules = join(dir, "rules");
  writeRules(rules, {
    schemes: { "zhongfang-2020": { ...schemeFile("zhongfang-2020"), leastCases: "many" }, mine: schemeFile("mine") },
    calendars: { cn: "{" },
  });
  const sentences = async (language: string, folder: string) => {
    const hub = typed("--data", dir, "--city", "none", "--port", "0", "--rules", folder, "--lang", language);
    const before = new Promise<string[]>((resolve) => {
      hub.child.stdout!.on("data", () => {
        const [said, ready] = hub.out().split(/(?=The hub is ready|中心端已就绪)/);
        if (ready !== undefined) resolve(said!.split("\n").filter((line) => line !== ""));
      });
    });
    const lines = await before;
    hub.child.kill("SIGINT");
    expect(await hub.ended).toEqual(CLEAN);
    return lines;
  };
  const file = (name: string) => join(rules, name);
  const english = await sentences("en", rules);
  expect(english.length).toBe(2);
  expect(english[0]).toContain(`“${file("calendars/cn.json")}” is not valid JSON`);
  expect(english[1]).toBe(
    `The rule file “${file("schemes/zhongfang-2020.json")}” is wrong at leastCases: expected number, found "many". ` +
      "Correct it and try again; until then the last valid version is used.",
  );
  const chinese = await sentences("zh-CN", rules);
  expect(chinese[1]).toBe(
    `规则文件“${file("schemes/zhongfang-2020.json")}”的 leastCases 处有误：应为 number，实际为 "many"。` +
      "请改正后重试；在此之前沿用上一次有效的版本。",
  );
  const lost = file("lost");
  expect(await sentences("en", lost)).toEqual([
    `The rules folder “${lost}” cannot be used: it does not exist. The rules that were valid last stay in force.`,
  ]);
  expect(await sentences("zh-CN", lost)).toEqual([`规则目录“${lost}”无法使用：目录不存在。沿用上一次有效的规则。`]);
});

test("wrong words are told in one sentence", async () => {
  const wrong = typed("--pace", "backwards", "--lang", "en");
  expect((await wrong.ended).code).toBe(1);
  expect(wrong.err()).toMatch(/^.*--pace.*backwards.*\n$/);
  const stray = typed("serve", "--lang", "zh-CN");
  expect((await stray.ended).code).toBe(1);
  expect(stray.err()).toBe("不认识“serve”。加 --help 查看全部选项。\n");
});

test("help is in the language asked for and needs no data", async () => {
  const help = typed("--help", "--lang", "zh-CN");
  expect(await help.ended).toEqual(CLEAN);
  expect(help.out()).toContain("用法：");
});
