/** The host's eyes and what it reaches: addresses, passwords, platforms, the hub's own pictures, limits. */
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { CameraStream } from "../../shared/video/stream.ts";
import { openWvpDouble } from "../fixtures/wvp.ts";
import { openBench, wait, type TestLane, type VideoBench } from "./video-bench.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

function bench(options: Parameters<typeof openBench>[0] = {}): VideoBench {
  const made = openBench(options);
  closers.push(() => made.close());
  return made;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(handler: Handler): Promise<{ url: string; server: Server; port: number }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}`, server, port };
}

function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "citywall-eyes-"));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Bytes that begin and end as a JPEG does, told apart by a number. */
const jpeg = (n: number, length = 200): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, n]), Buffer.alloc(length), Buffer.from([0xff, 0xd9])]);
const sendJpeg = (response: ServerResponse, n = 1): void =>
  void response.writeHead(200, { "content-type": "image/jpeg" }).end(jpeg(n));
const still = (url: string): CameraStream[] => [{ use: "still", kind: "still", url }];

const closed = async (lane: TestLane, ms?: number) => {
  await lane.until(() => lane.of("closed").length > 0, ms);
  return lane.of("closed")[0]!.trouble;
};
const pictures = (lane: TestLane, count: number): Promise<void> => lane.until(() => lane.of("picture").length >= count);

test("V60 a camera nobody knows, one without an address, and one whose address cannot be used", async () => {
  const { watch, put } = bench();
  put(1, {}, [{ use: "main", kind: "flv", url: "rtsp://10.0.0.1/live" }]);
  put(2, {}, still("ftp://10.0.0.1/a.jpg"));
  expect(await closed(watch(9, "main"))).toEqual({ code: "cameraUnknown", params: {} });
  expect(await closed(watch(1, "main"))).toEqual({ code: "streamNone", params: {} });
  expect(await closed(watch(1, "still"))).toEqual({ code: "streamNone", params: {} });
  expect(await closed(watch(2, "still"))).toEqual({ code: "streamNone", params: {} });
});

test("V60 a use that is missing falls to the other live one; an address that fails is passed over next time", async () => {
  const asked: string[] = [];
  const { url } = await serve((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/bad") return void response.writeHead(500).end();
    response.writeHead(200, { "content-type": "multipart/x-mixed-replace; boundary=b" });
    response.write(`--b\r\nContent-Length: 206\r\n\r\n`);
    response.write(jpeg(1));
  });
  const { watch, put } = bench();
  put(1, {}, [
    { use: "main", kind: "mjpeg", url: `${url}/bad` },
    { use: "main", kind: "mjpeg", url: `${url}/good` },
  ]);
  expect(await closed(watch(1, "sub"))).toEqual({ code: "cameraAway", params: { why: "127.0.0.1: HTTP 500" } });
  const lane = watch(1, "sub");
  await pictures(lane, 1);
  expect(asked).toEqual(["/bad", "/good"]);
});

test("V60 a camera that is registered otherwise, or taken away, ends its lanes at once", async () => {
  const { url } = await serve((_request, response) => sendJpeg(response));
  const { watch, put } = bench();
  put(1, {}, still(`${url}/a.jpg`));
  put(2, {}, still(`${url}/b.jpg`));
  const [changed, removed] = [watch(1, "still"), watch(2, "still")];
  await pictures(changed, 1);
  await pictures(removed, 1);
  put(1, {}, still(`${url}/c.jpg`));
  put(2, null);
  expect((await closed(changed)).code).toBe("cameraChanged");
  expect((await closed(removed)).code).toBe("cameraUnknown");
});

test("V61 windows that watch one address share one connection, and it is asked for again after it broke", async () => {
  let connections = 0;
  let answers: ServerResponse[] = [];
  const { url } = await serve((_request, response) => {
    connections++;
    answers.push(response);
    response.writeHead(200, { "content-type": "multipart/x-mixed-replace; boundary=b" });
    response.write(`--b\r\nContent-Length: 206\r\n\r\n`);
    response.write(jpeg(connections));
  });
  const { watch, put } = bench();
  put(1, {}, [{ use: "sub", kind: "mjpeg", url }]);
  const lanes = [watch(1, "sub"), watch(1, "sub"), watch(1, "sub")];
  for (const lane of lanes) await pictures(lane, 1);
  expect(connections).toBe(1);
  for (const answer of answers) answer.destroy();
  answers = [];
  for (const lane of lanes) expect((await closed(lane)).code).toBe("streamEnded");
  await pictures(watch(1, "sub"), 1);
  expect(connections).toBe(2);
});

test("V62 to a window that does not answer three pictures go, and then the newest", async () => {
  let response: ServerResponse | null = null;
  const { url } = await serve((_request, to) => {
    response = to;
    to.writeHead(200, { "content-type": "multipart/x-mixed-replace; boundary=b" });
    to.flushHeaders();
  });
  const { watch, put } = bench();
  put(1, {}, [{ use: "sub", kind: "mjpeg", url }]);
  const [slow, quick] = [watch(1, "sub", { tookAll: false }), watch(1, "sub")];
  await wait(() => response !== null);
  for (let n = 1; n <= 20; n++) {
    response!.write(Buffer.concat([Buffer.from("--b\r\nContent-Length: 206\r\n\r\n"), jpeg(n), Buffer.from("\r\n")]));
  }
  await pictures(quick, 20);
  const numbers = (lane: TestLane) => lane.of("picture").map(({ bytes }) => bytes[3]);
  expect(numbers(slow)).toEqual([1, 2, 3]);
  slow.took(206 * 3);
  expect(numbers(slow)).toEqual([1, 2, 3, 20]);
  expect(numbers(quick)).toHaveLength(20);
});

test("V62 a stream's window that falls two megabytes behind is cut off in words, the others go on", async () => {
  const tag = (key: boolean): Buffer => {
    const body = Buffer.alloc(100_000);
    body[0] = key ? 0x17 : 0x27;
    body[1] = 1;
    const head = Buffer.alloc(11);
    head[0] = 9;
    head.writeUIntBE(body.length, 1, 3);
    const end = Buffer.alloc(4);
    end.writeUInt32BE(body.length + 11);
    return Buffer.concat([head, body, end]);
  };
  const { url } = await serve((_request, response) => {
    response.writeHead(200, { "content-type": "video/x-flv" });
    response.write(Buffer.concat([Buffer.from("FLV\u0001\u0001\0\0\0\u0009\0\0\0\0", "latin1"), tag(true)]));
    const timer = setInterval(() => response.write(tag(false)), 10);
    response.on("close", () => clearInterval(timer));
  });
  const { watch, put } = bench();
  put(1, {}, [{ use: "main", kind: "flv", url }]);
  const [slow, quick] = [watch(1, "main", { tookAll: false }), watch(1, "main")];
  expect(await closed(slow)).toEqual({ code: "streamSlow", params: {} });
  expect(slow.bytes().length).toBeGreaterThan(2 << 20);
  expect(slow.bytes().length).toBeLessThan(3 << 20);
  const before = quick.bytes().length;
  await quick.until(() => quick.bytes().length > before + 300_000);
  expect(quick.of("closed")).toEqual([]);
});

test("V63 what is no stream is told by its kind; an answer that is too long or too late is given up", async () => {
  const { url } = await serve((request, response) => {
    if (request.url === "/page")
      return void response.writeHead(200, { "content-type": "text/html" }).end("<p>login</p>");
    if (request.url === "/bytes") return void response.writeHead(200).end(Buffer.alloc(1_000, 7));
    if (request.url === "/long") return void response.writeHead(200).end(Buffer.alloc(17 << 20));
    // Never answers.
  });
  const { watch, put } = bench();
  const of = (path: string, kind: "flv" | "mjpeg" | "hls"): CameraStream[] => [{ use: "main", kind, url: url + path }];
  put(1, {}, of("/page", "flv"));
  put(2, {}, of("/page", "mjpeg"));
  put(3, {}, of("/bytes", "flv"));
  put(4, {}, still(`${url}/long`));
  put(5, {}, of("/page", "hls"));
  put(6, {}, of("/late", "flv"));
  const what = async (lane: TestLane) => await closed(lane, 12_000);
  expect(await what(watch(1, "main"))).toEqual({ code: "streamForm", params: { what: "text/html" } });
  expect(await what(watch(2, "main"))).toEqual({ code: "streamForm", params: { what: "text/html" } });
  expect(await what(watch(3, "main"))).toEqual({ code: "streamForm", params: { what: "FLV" } });
  expect((await what(watch(4, "still"))).code).toBe("streamForm");
  expect(await what(watch(5, "main"))).toEqual({ code: "streamForm", params: { what: "text/html" } });
  expect(await what(watch(6, "main"))).toEqual({ code: "cameraAway", params: { why: "127.0.0.1: ETIMEDOUT" } });
}, 20_000);

test("V63 a camera that closes a connection just as it is used again is asked on another one", async () => {
  const used = new WeakSet<object>();
  let torn = 0;
  const { url } = await serve((request, response) => {
    if (!used.has(request.socket)) {
      used.add(request.socket);
      return sendJpeg(response, 1);
    }
    torn++;
    request.socket.resetAndDestroy();
  });
  const { watch, put } = bench();
  put(1, {}, still(url));
  const lane = watch(1, "still");
  await pictures(lane, 3);
  expect(torn).toBeGreaterThan(0);
  expect(lane.of("closed")).toEqual([]);
});

/** A camera that wants Digest (RFC 7616), with a nonce that it throws away on command. */
async function digestCamera(user: string, password: string) {
  const seen: string[] = [];
  let nonce = "first";
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const { url, port } = await serve((request, response) => {
    const field = (name: string) =>
      new RegExp(`${name}="?([^",]+)`).exec(request.headers.authorization ?? "")?.[1] ?? "";
    seen.push(request.headers.authorization ?? "");
    const a1 = hash(`${user}:cam:${password}`);
    const a2 = hash(`GET:${request.url}`);
    const right = hash(`${a1}:${nonce}:${field("nc")}:${field("cnonce")}:auth:${a2}`);
    if (field("response") === right && field("uri") === request.url) return sendJpeg(response);
    const challenge = `Basic realm="old", Digest realm="cam", nonce="${nonce}", algorithm=SHA-256, qop="auth,auth-int"`;
    response.writeHead(401, { "www-authenticate": challenge }).end();
  });
  return { url, port, seen, renew: (to: string) => void (nonce = to) };
}

test("V64 a camera's password answers Basic and Digest, comes from the file alone, and is told to nobody", async () => {
  const camera = await digestCamera("viewer", 'p"ä:ß');
  const file = join(tempFolder(), "video.json");
  writeFileSync(file, "{}", { mode: 0o600 });
  const it = bench({ secrets: file });
  it.put(1, {}, still(`${camera.url}/snap?channel=1`));
  expect(await closed(it.watch(1, "still"))).toEqual({ code: "cameraAway", params: { why: "127.0.0.1: HTTP 401" } });
  expect(camera.seen).toEqual([""]);

  const machines = { [`127.0.0.1:${camera.port}`]: { user: "viewer", password: 'p"ä:ß' } };
  writeFileSync(file, JSON.stringify({ machines }), { mode: 0o600 });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const lane = it.watch(1, "still");
  await pictures(lane, 1);
  camera.renew("second");
  await pictures(lane, 2);
  expect(JSON.stringify([lane.words, it.events])).not.toMatch(/viewer|p\\"|Digest/);
  expect(it.events).toEqual([]);
});

test("V64 a file that others can read is told, one that is broken too with its place, and what it said before stays", async () => {
  const basic = `Basic ${Buffer.from("u:secret").toString("base64")}`;
  const { url, port } = await serve((request, response) => {
    if (request.headers.authorization === basic) return sendJpeg(response);
    response.writeHead(401, { "www-authenticate": 'Basic realm="x"' }).end();
  });
  const file = join(tempFolder(), "video.json");
  writeFileSync(file, JSON.stringify({ machines: { [`127.0.0.1:${port}`]: { user: "u", password: "secret" } } }));
  chmodSync(file, 0o644);
  const it = bench({ secrets: file });
  it.put(1, {}, still(`${url}/a`));
  const lane = it.watch(1, "still");
  await pictures(lane, 1);
  expect(it.events).toEqual([{ event: "videoSecretsOpen", file }]);
  writeFileSync(file, JSON.stringify({ machines: { "x:1": { user: "u", password: 12_345 } } }), { mode: 0o600 });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  it.put(2, {}, still(`${url}/b`));
  await pictures(it.watch(2, "still"), 1);
  expect(it.events.filter(({ event }) => event === "videoSecretsBroken")).toEqual([
    { event: "videoSecretsBroken", file, path: "machines.x:1.password", why: "string" },
  ]);
  expect(JSON.stringify(it.events)).not.toContain("12345");
});

test("V64 a redirect to another machine takes neither a password nor the hub's token along", async () => {
  const got: (string | undefined)[] = [];
  const other = await serve((request, response) => {
    got.push(request.headers.authorization);
    if (request.url === "/locked") return void response.writeHead(401, { "www-authenticate": "Basic" }).end();
    sendJpeg(response);
  });
  const { url, port } = await serve((request, response) => {
    if (request.url === "/away") return void response.writeHead(302, { location: `${other.url}/locked` }).end();
    got.push(request.headers.authorization);
    response.writeHead(302, { location: `${other.url}/open` }).end();
  });
  const file = join(tempFolder(), "video.json");
  const credentials = { user: "u", password: "p" };
  const machines = { [`127.0.0.1:${port}`]: credentials, [`127.0.0.1:${other.port}`]: credentials };
  writeFileSync(file, JSON.stringify({ machines }), { mode: 0o600 });
  const it = bench({ secrets: file, hub: () => ({ url, token: "hub-token" }) });
  it.put(1, {}, still(`${url}/away`));
  it.put(2, {}, still("hub:pictures/x.jpg"));
  expect((await closed(it.watch(1, "still"))).params).toEqual({ why: "127.0.0.1: HTTP 401" });
  await pictures(it.watch(2, "still"), 1);
  expect(got).toEqual([undefined, "Bearer hub-token", undefined]);
});

test("V65 a still is asked for again only after a window took the last one in", async () => {
  let asked = 0;
  const { url } = await serve((_request, response) => {
    asked++;
    sendJpeg(response, asked);
  });
  const { watch, put } = bench();
  put(1, {}, still(url));
  const lane = watch(1, "still", { tookAll: false });
  await pictures(lane, 1);
  await new Promise((resolve) => setTimeout(resolve, 2_600));
  expect(asked).toBe(1);
  lane.took(206);
  await pictures(lane, 2);
  expect(asked).toBe(2);
});

test("V67 after a restart a still begins with the last picture and its time, though the camera is away", async () => {
  const { url, server } = await serve((_request, response) => sendJpeg(response, 7));
  const dataDir = tempFolder();
  const before = openBench({ dataDir });
  before.put(1, {}, still(url));
  before.put(2, { guard: "restricted" }, still(`${url}/b`));
  const [lane, guarded] = [before.watch(1, "still"), before.watch(2, "still")];
  await pictures(lane, 1);
  await pictures(guarded, 1);
  const folder = join(dataDir, "last-frames");
  await wait(() => readdirSync(folder).some((name) => name.endsWith(".jpg")));
  const { at } = lane.of("picture")[0]!;
  before.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));

  const it = bench({ dataDir });
  it.put(1, {}, still(url));
  it.put(2, { guard: "restricted" }, still(`${url}/b`));
  const after = it.watch(1, "still");
  expect((await closed(after)).code).toBe("cameraAway");
  expect(after.words.map(({ is }) => is)).toEqual(["opened", "picture", "closed"]);
  expect(Buffer.from(after.of("picture")[0]!.bytes)).toEqual(jpeg(7));
  expect(Math.abs(after.of("picture")[0]!.at - at)).toBeLessThan(2);
  const restricted = it.watch(2, "still");
  await closed(restricted);
  expect(restricted.of("picture")).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(1);
});

test("V68 a look lasts from the first picture to the last; lanes that follow soon, or show nothing, are no other", async () => {
  let now = 1_000_000;
  const { url } = await serve((_request, response) => sendJpeg(response));
  const it = bench({ now: () => now });
  it.put(1, {}, still(url));
  it.put(2, {}, still("http://127.0.0.1:1/none"));
  const none = it.watch(2, "still");
  await closed(none);
  const first = it.watch(1, "still", { why: "case", caseUid: 77 });
  await pictures(first, 1);
  now += 3_000;
  first.close();
  const again = it.watch(1, "still", { why: "case", caseUid: 77 });
  await pictures(again, 1);
  now += 4_000;
  again.close();
  it.eyes.close();
  const look = {
    camera: 1,
    use: "still",
    why: "case",
    caseUid: 77,
    program: "wall",
    fromAt: 1_000_000,
    toAt: 1_007_000,
  };
  expect(it.looks).toEqual([look]);
});

const DEVICE = "34020000001110000001";
const CHANNEL = "34020000001320000001";

async function platform(addresses: Record<string, string>) {
  const channel = {
    ...{ id: CHANNEL, name: "东门", ptzType: 1, online: true, longitude: 0, latitude: 0, addresses },
    snap: () => jpeg(9),
  };
  const wvp = await openWvpDouble([{ id: DEVICE, name: "录像机", online: true, channels: [channel] }]);
  closers.push(() => wvp.close());
  const file = join(tempFolder(), "video.json");
  writeFileSync(file, JSON.stringify({ gateways: { "wvp-1": { user: "wall", password: "secret" } } }), { mode: 0o600 });
  const it = bench({ secrets: file });
  it.putGateway(5, wvp.url);
  it.put(1, { gateway: 5, channel: `${DEVICE}/${CHANNEL}`, kind: "ptz" });
  return { wvp, it };
}

test("V66 a camera of a platform plays where the platform says, the next place where one cannot be reached", async () => {
  const { url } = await serve((_request, response) => {
    response.writeHead(200, { "content-type": "video/x-flv" });
    const video = Buffer.from([9, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0x17, 1, 0, 0, 0, 13]);
    response.write(Buffer.concat([Buffer.from("FLV\u0001\u0001\0\0\0\u0009\0\0\0\0", "latin1"), video]));
  });
  const { wvp, it } = await platform({ ws_flv: "ws://127.0.0.1:1/dead.flv", flv: `${url}/live.flv` });
  const lane = it.watch(1, "sub");
  await lane.until(() => lane.of("bytes").length > 0);
  expect(lane.of("opened")).toEqual([{ is: "opened", kind: "flv", url: "" }]);
  expect([...wvp.playing]).toEqual([CHANNEL]);
  // A login that ran out is renewed by itself.
  wvp.forgetLogins();
  expect(await it.eyes.preset(1, 3)).toBeNull();
  it.eyes.close();
  await wait(() => wvp.playing.size === 0);
  expect(wvp.asked.filter((line) => line.includes("/login"))).toHaveLength(2);
});

test("V66 a platform's no is told in its own words, a login that is missing or wrong by the platform's name", async () => {
  const { wvp, it } = await platform({});
  wvp.refuse({ code: 100, msg: "点播超时" });
  expect(await closed(it.watch(1, "main"))).toEqual({ code: "gatewayRefused", params: { why: "点播超时" } });
  const lane = it.watch(1, "still");
  await pictures(lane, 1);
  expect(Buffer.from(lane.of("picture")[0]!.bytes)).toEqual(jpeg(9));
  const without = bench();
  without.putGateway(5, wvp.url);
  without.put(1, { gateway: 5, channel: `${DEVICE}/${CHANNEL}` });
  expect(await closed(without.watch(1, "main"))).toEqual({ code: "gatewayLogin", params: { name: "视频平台" } });
});

test("V69 a camera is turned through its platform, stops when nobody goes on, and a fixed one is refused", async () => {
  const { wvp, it } = await platform({});
  expect(await it.eyes.turn(1, -0.5, 0, 0)).toBeNull();
  expect(wvp.turned.map(({ command }) => command)).toEqual(["left 128 0 0"]);
  await wait(() => wvp.turned.length === 2, 12_000);
  expect(wvp.turned.at(-1)?.command).toBe("stop 0 0 0");
  expect(await it.eyes.preset(1, 3)).toBeNull();
  expect(wvp.turned.at(-1)?.command).toBe("preset 3");
  it.put(2, { gateway: 5, channel: `${DEVICE}/${CHANNEL}`, kind: "fixed" });
  it.put(3, { kind: "ptz" }, still("http://127.0.0.1:1/a.jpg"));
  expect(await it.eyes.turn(2, 1, 0, 0)).toEqual({ code: "cannotTurn", params: {} });
  expect(await it.eyes.turn(3, 1, 0, 0)).toEqual({ code: "cannotTurn", params: {} });
  expect(await it.eyes.turn(99, 1, 0, 0)).toEqual({ code: "cameraUnknown", params: {} });
}, 20_000);

test("V69 a camera that the hub renders is turned there, with this host's token", async () => {
  const asked: string[] = [];
  const { url } = await serve((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.writeHead(204).end();
  });
  const it = bench({ hub: () => ({ url, token: "t" }) });
  it.put(1, { kind: "ptz" }, [{ use: "sub", kind: "mjpeg", url: "hub:pictures/cam-1.mjpeg?size=main" }]);
  expect(await it.eyes.turn(1, 0.5, -1, 0)).toBeNull();
  expect(await it.eyes.preset(1, 2)).toBeNull();
  expect(asked).toEqual([
    "POST /pictures/cam-1/turn?pan=0.5&tilt=-1&zoom=0 Bearer t",
    "POST /pictures/cam-1/preset?number=2 Bearer t",
  ]);
});
