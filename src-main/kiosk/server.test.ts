import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { TroubleError } from "../../shared/trouble.ts";
import { openKioskServer, type KioskServer } from "./server.ts";
import { archiveAt } from "../../test/fixtures/basemaps.ts";

const PAGE = '<!doctype html><meta name="style-nonce" content="{style-nonce}" /><title>wall</title><!--last-frame-->';
const BASEMAP = Buffer.from(Array.from({ length: 1_000 }, (_, at) => at % 256));
let folder: string;
let server: KioskServer;
let attached = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "citywall-server-"));
  await mkdir(join(folder, "pages/assets"), { recursive: true });
  await writeFile(join(folder, "pages/index.html"), PAGE);
  await writeFile(join(folder, "pages/assets/boot-a1B2c3D4.js"), "export {};");
  await writeFile(join(folder, "pages/.secret"), "no");
  await writeFile(join(folder, "outside.txt"), "no");
  await writeFile(join(folder, "map.pmtiles"), BASEMAP);
  server = await openKioskServer({
    pagesDir: join(folder, "pages"),
    basemap: archiveAt(join(folder, "map.pmtiles")),
    port: 0,
    report: () => ({ state: "live" }),
    lastFrame: (display) => (display === "2" ? new Uint8Array([0xff, 0xd8, 7]) : null),
    attach: (socket) => {
      attached += 1;
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
  readonly body: Buffer;
}

/** A request whose path and headers go out exactly as given, which fetch would not allow. */
function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: server.port, path, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

describe("pages", () => {
  test("the page comes uncached, typed and under a policy that allows nothing inline", async () => {
    for (const path of ["/", "/index.html", "/?scene=overview"]) {
      const { status, headers, body } = await get(path);
      expect(status).toBe(200);
      expect(body.toString()).toContain("<title>wall</title>");
      expect(headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(headers["cache-control"]).toBe("no-store");
      const policy = String(headers["content-security-policy"]);
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'nonce-/);
      expect(policy).not.toContain("unsafe");
      expect(policy).toContain(`ws://127.0.0.1:${server.port}`);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    }
  });

  test("Z85 styles of the page's own scripts have a nonce that is good for one answer; nothing else has one", async () => {
    const nonceOf = ({ headers }: Reply) =>
      /style-src 'self' 'nonce-([\w-]{24})';/.exec(String(headers["content-security-policy"]))?.[1];
    const [one, other, script, missing] = await Promise.all(
      ["/", "/", "/assets/boot-a1B2c3D4.js", "/nothing.html"].map((path) => get(path)),
    );
    const nonce = nonceOf(one!);
    expect(one!.body.toString()).toBe(PAGE.replace("{style-nonce}", nonce!).replace("<!--last-frame-->", ""));
    expect(one!.headers["content-length"]).toBe(String(one!.body.length));
    expect(nonceOf(other!)).toMatch(/^[\w-]{24}$/);
    expect(nonceOf(other!)).not.toBe(nonce);
    expect(String(one!.headers["content-security-policy"])).toContain("script-src 'self';");
    for (const { headers } of [script!, missing!]) {
      expect(String(headers["content-security-policy"])).toContain("style-src 'self';");
    }
    const head = await get("/index.html", {}, "HEAD");
    expect(head.body.length).toBe(0);
    expect(nonceOf(head)).toMatch(/^[\w-]{24}$/);
  });

  test("X81 the page of a wall window that was there a moment ago begins behind its last picture", async () => {
    const bodyOf = async (query: string) => (await get(`/?${query}`)).body.toString();
    expect(await bodyOf("program=wall&display=2")).toContain('src="data:image/jpeg;base64,/9gH"');
    expect(await bodyOf("display=2")).toContain("last-frame");
    for (const other of ["program=wall", "program=wall&display=1", "program=seat&display=2"]) {
      expect(await bodyOf(other), other).not.toContain("last-frame");
    }
  });

  test("an asset with its hash in the name is kept for ever", async () => {
    const { status, headers } = await get("/assets/boot-a1B2c3D4.js");
    expect(status).toBe(200);
    expect(headers["cache-control"]).toContain("immutable");
    expect(headers["content-type"]).toBe("text/javascript; charset=utf-8");
  });

  test.each([
    "/../outside.txt",
    "/..%2foutside.txt",
    "/%2e%2e/outside.txt",
    "/assets/..%5c..%5coutside.txt",
    "//outside.txt",
    "/.secret",
    "/assets",
    "/nothing.js",
    "/%00",
    "/%zz",
    "/index.html%00.js",
  ])("%s is not found", async (path) => {
    const { status, headers, body } = await get(path);
    expect([status, body.length]).toEqual([404, 0]);
    expect(headers["content-security-policy"]).toBeDefined();
  });

  test("only reading is allowed, and HEAD has no body", async () => {
    expect((await get("/", {}, "POST")).status).toBe(405);
    const head = await get("/", {}, "HEAD");
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(Number(head.headers["content-length"])).toBeGreaterThan(0);
  });

  test.each(["evil.example", "evil.example:8311", "127.0.0.1:1", "127.0.0.1"])(
    "the name %j is not ours",
    async (host) => {
      expect((await get("/", { host })).status).toBe(421);
      expect((await get("/health", { host })).status).toBe(421);
    },
  );

  test("localhost is one of our names", async () => {
    expect((await get("/", { host: `localhost:${server.port}` })).status).toBe(200);
  });

  test("/health tells the report", async () => {
    const { status, headers, body } = await get("/health");
    expect(status).toBe(200);
    expect(headers["content-type"]).toContain("application/json");
    expect(JSON.parse(body.toString())).toEqual({ state: "live" });
  });
});

describe("base map", () => {
  test.each([
    ["bytes=0-15", 0, 15],
    ["bytes=990-", 990, 999],
    ["bytes=-10", 990, 999],
    ["bytes=990-5000", 990, 999],
    ["bytes=-5000", 0, 999],
  ])("%s", async (range, start, end) => {
    const { status, headers, body } = await get("/basemap.pmtiles", { range });
    expect(status).toBe(206);
    expect(headers["content-range"]).toBe(`bytes ${start}-${end}/1000`);
    expect(body.equals(BASEMAP.subarray(start, end + 1))).toBe(true);
  });

  test.each(["bytes=1000-", "bytes=5000-6000", "bytes=-0"])("%s cannot be satisfied", async (range) => {
    const { status, headers } = await get("/basemap.pmtiles", { range });
    expect([status, headers["content-range"]]).toEqual([416, "bytes */1000"]);
  });

  test.each(["bytes=5-1", "bytes=0-1,4-5", "pages=1-2", "bytes=", "bytes=-"])("%s is ignored", async (range) => {
    const { status, body } = await get("/basemap.pmtiles", { range });
    expect([status, body.length]).toEqual([200, 1_000]);
  });

  test("a range of another version of the file is answered with the whole new one", async () => {
    const { headers } = await get("/basemap.pmtiles", { range: "bytes=0-1" });
    const same = { range: "bytes=0-1", "if-range": String(headers["etag"]) };
    expect((await get("/basemap.pmtiles", same)).status).toBe(206);
    expect((await get("/basemap.pmtiles", { ...same, "if-range": '"old"' })).status).toBe(200);
  });
});

describe("window port", () => {
  const connect = (path: string, origin: string | undefined, host?: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, {
        ...(origin === undefined ? {} : { origin }),
        ...(host === undefined ? {} : { headers: { host } }),
      });
      socket.on("message", (data: Buffer) => {
        resolve(data.toString());
        socket.close();
      });
      socket.on("unexpected-response", (_request, response) => {
        resolve(String(response.statusCode));
        socket.terminate();
      });
      socket.on("error", (error) => resolve(error.message));
    });

  test("a page from here is let in", async () => {
    expect(await connect("/port", `http://127.0.0.1:${server.port}`)).toBe("hello");
    expect(attached).toBe(1);
  });

  test("a page from elsewhere, no page at all, another name or another path is not", async () => {
    const own = `http://127.0.0.1:${server.port}`;
    expect(await connect("/port", "http://evil.example")).toBe("403");
    expect(await connect("/port", "null")).toBe("403");
    expect(await connect("/port", undefined)).toBe("403");
    expect(await connect("/port", `http://localhost:${server.port}`)).toBe("403");
    expect(await connect("/port", "http://evil.example", "evil.example")).toBe("421");
    expect(await connect("/other", own)).toBe("404");
    expect(attached).toBe(1);
  });
});

describe("port number", () => {
  test("one that was asked for and is taken is a trouble with its number", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const options = {
      pagesDir: folder,
      basemap: null,
      port,
      report: () => null,
      attach: () => undefined,
      log: () => undefined,
    };
    const failure = await openKioskServer(options).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TroubleError);
    expect((failure as TroubleError).trouble).toEqual({ code: "portInUse", params: { port } });
    other.close();
  });
});
