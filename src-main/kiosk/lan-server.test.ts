import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openLanServer, type LanServer } from "./lan-server.ts";

/** Another address of this very machine, so that no network is needed. */
const ADDRESS = "127.0.0.2";
let folder: string;
let server: LanServer;
let port: number;
const browsers: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "citywall-lan-"));
  await mkdir(join(folder, "pages"), { recursive: true });
  await writeFile(join(folder, "pages/index.html"), "<!doctype html><title>remote</title>");
  // A free port, as the pages of the machine itself would have found it.
  const { createServer } = await import("node:net");
  port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, ADDRESS, () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
  server = await openLanServer({
    ...{ pagesDir: join(folder, "pages"), address: ADDRESS, port },
    attach: (socket, browser) => {
      browsers.push(browser);
      socket.send("hello");
    },
    log: () => undefined,
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

function get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: ADDRESS, port, path, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    asked.on("error", reject);
    asked.end();
  });
}
const own = () => `${ADDRESS}:${port}`;

/** "open", or the status with which the window port refused. */
function knock(headers: Record<string, string>): Promise<string | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${own()}/port`, { headers: { host: own(), ...headers } });
    socket.on("message", () => {
      socket.close();
      resolve("open");
    });
    socket.on("unexpected-response", (_, response) => resolve(response.statusCode ?? 0));
    socket.on("error", () => undefined);
  });
}

describe("remotes on the network", () => {
  test("X149 are served by the one name that was asked for, as remotes and nothing else", async () => {
    expect((await get("/?program=remote", { host: "evil.example" })).status).toBe(421);
    expect((await get("/?program=remote", { host: "127.0.0.1" })).status).toBe(421);
    expect(await get("/?program=seat")).toMatchObject({ status: 302, headers: { location: "/?program=remote" } });
    expect((await get("/health")).status).toBe(404);
    const page = await get("/?program=remote");
    expect(page.status).toBe(200);
    expect(page.headers["content-security-policy"]).toContain(`connect-src 'self' ws://${own()}`);
    expect(page.headers["set-cookie"]?.[0]).toMatch(
      /^citywall-remote=[0-9a-f]{32}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
  });

  test("X149 a browser comes in with the name it was given with its own page, from its own page", async () => {
    const page = await get("/?program=remote");
    const cookie = String(page.headers["set-cookie"]?.[0]).split(";")[0] as string;
    const origin = `http://${own()}`;
    expect(await knock({ origin, cookie })).toBe("open");
    expect(browsers).toEqual([cookie.split("=")[1]]);
    expect(await knock({ origin })).toBe(403);
    expect(await knock({ origin, cookie: "citywall-remote=guess" })).toBe(403);
    expect(await knock({ origin: "http://evil.example", cookie })).toBe(403);
    expect(await knock({ origin, cookie, host: "127.0.0.1" })).toBe(421);
    expect((await get("/?program=remote", { cookie })).headers["set-cookie"]).toBeUndefined();
  });

  test("X149 an address that this machine does not have is told in words", async () => {
    const asked = openLanServer({
      ...{ pagesDir: folder, address: "203.0.113.7", port },
      ...{ attach: () => undefined, log: () => undefined },
    });
    await expect(asked).rejects.toMatchObject({ trouble: { code: "lanAddress", params: { address: "203.0.113.7" } } });
  });
});
