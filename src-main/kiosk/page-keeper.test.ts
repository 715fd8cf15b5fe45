import { PassThrough } from "node:stream";
import { beforeEach, expect, test, vi } from "vitest";
import { openDevTools, type DevTools, type DevToolsParams } from "./devtools-pipe.ts";
import { keepPages } from "./page-keeper.ts";

interface Said {
  readonly method: string;
  readonly params: DevToolsParams;
}

let said: Said[];
let told: (method: string, params: DevToolsParams) => void;
let fell: [string, number][];
let answers: (method: string) => Promise<DevToolsParams>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  fell = [];
  answers = async () => ({ sessionId: "s1" });
  const devtools: DevTools = {
    send(method, params = {}) {
      said.push({ method, params });
      return answers(method);
    },
    listen: (heard) => (told = (method, params) => heard(method, params, "s1")),
  };
  stop = keepPages({
    devtools,
    onFell: (url, waitMs) => fell.push([url, waitMs]),
    later(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    real: () => Date.now(),
  });
  return () => {
    stop();
    vi.useRealTimers();
  };
});

const URL_OF = "http://127.0.0.1:8311/?program=wall&scene=overview";
async function page(targetId = "t1", url = URL_OF): Promise<void> {
  told("Target.targetCreated", { targetInfo: { targetId, type: "page", url } });
  await vi.advanceTimersByTimeAsync(0);
}
const navigated = () => said.filter(({ method }) => method === "Page.navigate").map(({ params }) => params["url"]);

test("X83 a page that fell is loaded again at once, at the address where it was last", async () => {
  await page();
  const now = URL_OF.replace("overview", "dust");
  told("Target.targetInfoChanged", { targetInfo: { targetId: "t1", type: "page", url: now } });
  told("Target.targetCrashed", { targetId: "t1" });
  told("Target.targetCrashed", { targetId: "t1" });
  expect(fell).toEqual([[now, 100]]);
  await vi.advanceTimersByTimeAsync(100);
  expect(navigated()).toEqual([now]);
  told("Target.targetCrashed", { targetId: "t1" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(navigated().length).toBe(2);
  told("Target.targetCrashed", { targetId: "unknown" });
  expect(fell.length).toBe(2);
});

test("X83 a page that the browser has lost gets one of its own", async () => {
  await page();
  answers = (method) => (method === "Page.navigate" ? Promise.reject(new Error("gone")) : Promise.resolve({}));
  told("Target.targetCrashed", { targetId: "t1" });
  await vi.advanceTimersByTimeAsync(100);
  expect(said.at(-1)).toEqual({ method: "Target.createTarget", params: { url: URL_OF } });
});

test("X83 a page that does not answer for fifteen seconds is ended, and one that does is left alone", async () => {
  await page();
  await vi.advanceTimersByTimeAsync(60_000);
  const ended = () => said.some(({ method }) => method === "Page.crash");
  expect(said.filter(({ method }) => method === "Runtime.evaluate").length).toBeGreaterThan(10);
  expect(ended()).toBe(false);
  answers = (method) => (method === "Runtime.evaluate" ? new Promise(() => {}) : Promise.resolve({}));
  await vi.advanceTimersByTimeAsync(15_000);
  expect(ended()).toBe(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ended()).toBe(true);
});

test("the browser's line: what is asked is answered by number, also in pieces, and ends with the browser", async () => {
  vi.useRealTimers();
  const [to, from] = [new PassThrough(), new PassThrough()];
  const devtools = openDevTools(to, from);
  const heard: string[] = [];
  devtools.listen((method) => heard.push(method));
  const [first, second, third] = ["A.a", "B.b", "C.c"].map((method) => devtools.send(method, { 城: 1 }, "s"));
  from.write('{"id":2,"result":{"x":1}}\0{"method":"T.t","params":{}}\0not json\0{"id":1,"er');
  from.write('ror":{"message":"no"}}\0');
  expect(await second).toEqual({ x: 1 });
  await expect(first).rejects.toThrow("no");
  expect(heard).toEqual(["T.t"]);
  expect(JSON.parse(String(to.read()).split("\0")[0]!)).toEqual({
    ...{ id: 1, method: "A.a", params: { 城: 1 }, sessionId: "s" },
  });
  from.destroy();
  await expect(third).rejects.toThrow("the browser has gone");
  await expect(devtools.send("D.d")).rejects.toThrow("the browser has gone");
});
