/** The hub's watch over the cameras: real machines and a video platform that answer, fall silent and come back. */
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Trouble } from "../../shared/trouble.ts";
import { PLAIN_CAMERA, type CameraStream } from "../../shared/video/stream.ts";
import { openHub } from "../../src-hub/hub.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Draft, Store } from "../../src-hub/store/store.ts";
import { openSecrets } from "../../src-hub/video/secrets.ts";
import { openCameraWatch, type CameraWatch, type CameraWatchOptions } from "../../src-hub/video/watch.ts";
import { openWvpDouble, type DoubleChannel, type WvpDouble } from "../fixtures/wvp.ts";
import { draftOf } from "./store-drafts.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 22, 4);

let dir = "";
let store: Store;
let now = START;
let gateways: string[] = [];
const open: { close(): unknown }[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-watch-"));
  store = openSqliteStore(join(dir, "hub.db"));
  now = START;
  gateways = [];
  store.transact(now, (tx) => tx.put("platforms", draftOf("platforms", "city", { platform: "city" })));
});
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

function watch(options: Partial<CameraWatchOptions> = {}): CameraWatch {
  const onGateway = (name: string, trouble: Trouble | null) => void gateways.push(`${name} ${trouble?.code ?? "back"}`);
  const onFailed = (error: unknown) => {
    throw error;
  };
  const opened = openCameraWatch({ store, now: () => now, pace: 1, onGateway, onFailed, ...options });
  open.push(opened);
  return opened;
}

/** A round, and then a minute later. */
async function rounds(watching: CameraWatch, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await watching.look();
    now += MINUTE;
  }
}

function hang(id: string, fields: Partial<Draft<"cameras">> = {}, streams: readonly CameraStream[] = []): number {
  const row = { ...PLAIN_CAMERA, platform: "city", online: 1, streams: JSON.stringify(streams), ...fields };
  return store.transact(now, (tx) => tx.put("cameras", draftOf("cameras", id, row)).uid);
}

const outages = () =>
  [...store.each("outages")].map(({ id, camera, fromAt, toAt, why }) => ({
    ...{ id, camera, why, from: (fromAt - START) / MINUTE, to: toAt === null ? null : (toAt - START) / MINUTE },
  }));
const cameraOf = (uid: number) => store.get("cameras", uid)!;

interface Machine {
  readonly url: string;
  /** What it answers; 0 for closing the line. */
  status: number;
  asked: string[];
  readonly server: Server;
  close(): Promise<void>;
}

async function machine(): Promise<Machine> {
  const made = { status: 200, asked: [] as string[] } as Machine;
  const server = createServer((request, response) => {
    made.asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ""}`.trim());
    if (made.status === 0) return void request.socket.destroy();
    response.writeHead(made.status, { location: "http://127.0.0.1:9/elsewhere" }).end("x");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const opened = Object.assign(made, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    close,
  });
  open.push(opened);
  return opened;
}

const still = (url: string): CameraStream => ({ use: "still", kind: "still", url });

describe("V49 a machine", () => {
  test("that falls silent is out from the first silence of two, and back from the first answer of two", async () => {
    const there = await machine();
    const uid = hang("1", { online: 0 }, [still(`${there.url}/1.jpg`)]);
    const watching = watch();
    await rounds(watching, 1);
    expect(cameraOf(uid)).toMatchObject({ online: 1, watchedFrom: START });
    there.status = 0;
    await rounds(watching, 1);
    expect([cameraOf(uid).online, outages()]).toEqual([1, []]);
    await rounds(watching, 2);
    const out = { id: `1/${START + MINUTE}`, camera: uid, why: "unreachable", from: 1, to: null };
    expect([cameraOf(uid).online, outages()]).toEqual([0, [out]]);
    there.status = 200;
    await rounds(watching, 2);
    expect([cameraOf(uid).online, outages()]).toEqual([1, [{ ...out, to: 4 }]]);
    expect(cameraOf(uid).watchedFrom).toBe(START);
  });

  test("is asked for a still without a login and never followed elsewhere; who wants a password is there", async () => {
    const there = await machine();
    const uid = hang("1", { imageUrl: `${there.url}/list.jpg` });
    const watching = watch();
    for (const [status, is] of [
      [401, 1],
      [404, 0],
      [302, 1],
      [500, 0],
      [403, 1],
    ] as const) {
      there.status = status;
      await rounds(watching, 2);
      expect([status, cameraOf(uid).online]).toEqual([status, is]);
    }
    expect(new Set(there.asked)).toEqual(new Set(["GET /list.jpg"]));
  });

  test("of a stream alone is only connected to, once for all its cameras", async () => {
    const there = await machine();
    let connections = 0;
    there.server.on("connection", () => void (connections += 1));
    const flv = (id: string): CameraStream => ({ use: "main", kind: "flv", url: `${there.url}/${id}.flv` });
    const socket: CameraStream = { use: "sub", kind: "wsFlv", url: `ws://127.0.0.1:${new URL(there.url).port}/2.flv` };
    const uids = [hang("1", {}, [flv("1")]), hang("2", {}, [flv("2")]), hang("3", {}, [socket])];
    const watching = watch();
    await rounds(watching, 1);
    await expect.poll(() => connections).toBe(1);
    expect(there.asked).toEqual([]);
    await there.close();
    await rounds(watching, 2);
    expect(uids.map((uid) => cameraOf(uid).online)).toEqual([0, 0, 0]);
  });

  test("that answers nobody is not asked for each of its cameras; where there are many they take turns", async () => {
    const asked: string[] = [];
    let answers = true;
    const status = async ({ pathname }: URL) => (asked.push(pathname), answers ? 200 : ("silent" as const));
    for (let i = 0; i < 400; i += 1) hang(String(i), {}, [still(`http://10.1.1.1/${i}.jpg`)]);
    const watching = watch({ asking: { status, connects: async () => "there" } });
    await rounds(watching, 2);
    expect([asked.length, new Set(asked).size]).toEqual([400, 400]);
    answers = false;
    asked.length = 0;
    await rounds(watching, 1);
    expect(asked.length).toBeLessThan(10);
  });
});

test("V49 of a machine whose name nobody here knows nothing is said: nobody looked", async () => {
  const uids = [
    hang("1", { watchedFrom: START }, [still("http://camera.invalid/1.jpg")]),
    hang("2", { watchedFrom: START }, [{ use: "main", kind: "flv", url: "http://camera.invalid/2.flv" }]),
  ];
  await rounds(watch(), 2);
  expect(uids.map((uid) => cameraOf(uid).online)).toEqual([1, 1]);
  expect(outages().map(({ why }) => why)).toEqual(["notWatched", "notWatched"]);
});

describe("V49 a gateway", () => {
  const DEVICE = "34020000001110000001";
  const channelId = (n: number) => `3402000000131${String(n).padStart(7, "0")}`;
  const channels = (count: number): DoubleChannel[] =>
    Array.from({ length: count }, (_, n) => ({
      ...{ id: channelId(n), name: `通道${n}`, ptzType: 3, online: true, longitude: 0, latitude: 0 },
      ...{ addresses: {}, snap: null },
    }));
  const LOGIN = { gateways: { "wvp-1": { user: "wall", password: "secret" } }, machines: {} };
  let wvp: WvpDouble;

  async function platform(count = 3): Promise<{ readonly uids: readonly number[]; readonly gateway: number }> {
    wvp = await openWvpDouble([{ id: DEVICE, name: "NVR", online: true, channels: channels(count) }]);
    open.push(wvp);
    const row = { platform: "city", kind: "wvp", name: "视频平台", url: wvp.url };
    const gateway = store.transact(now, (tx) => tx.put("gateways", draftOf("gateways", "wvp-1", row)).uid);
    const uids = [0, 1, count - 1].map((n) => hang(`c${n}`, { gateway, channel: `${DEVICE}/${channelId(n)}` }));
    return { uids, gateway };
  }
  const online = (uids: readonly number[]) => uids.map((uid) => cameraOf(uid).online);

  test("says of its channels, page by page, whether they are online", async () => {
    const { uids } = await platform(450);
    const watching = watch({ secrets: () => LOGIN });
    (wvp.devices[0]!.channels[449] as { online: boolean }).online = false;
    await rounds(watching, 2);
    expect(online(uids)).toEqual([1, 1, 0]);
    expect(wvp.asked.filter((line) => line.endsWith("/channels")).length).toBe(6);
    expect(wvp.asked.filter((line) => line.includes("login")).length).toBe(1);
    expect(outages()).toMatchObject([{ camera: uids[2], why: "offline", from: 0, to: null }]);
  });

  test("whose device has gone, or lists a channel no more, has those offline", async () => {
    const { uids, gateway } = await platform();
    const gone = hang("gone", { gateway, channel: `${DEVICE}/${channelId(99)}` });
    const watching = watch({ secrets: () => LOGIN });
    await rounds(watching, 2);
    expect(online([...uids, gone])).toEqual([1, 1, 1, 0]);
    wvp.devices[0]!.online = false;
    await rounds(watching, 2);
    expect(online(uids)).toEqual([0, 0, 0]);
  });

  test("that is away takes its cameras with it, and is told of once", async () => {
    const { uids } = await platform();
    const watching = watch({ secrets: () => LOGIN });
    await rounds(watching, 1);
    const port = new URL(wvp.url).port;
    await wvp.close();
    await rounds(watching, 3);
    expect([online(uids), gateways]).toEqual([[0, 0, 0], ["视频平台 cameraAway"]]);
    expect(outages().map(({ why }) => why)).toEqual(["unreachable", "unreachable", "unreachable"]);
    const back = createServer((_, response) => void response.end("{}"));
    await new Promise<void>((resolve) => back.listen(Number(port), "127.0.0.1", resolve));
    open.push(back);
    await rounds(watching, 1);
    // What answers there is no such platform.
    expect(gateways).toEqual(["视频平台 cameraAway"]);
  });

  test("that lets nobody in says nothing of its cameras: those times are nobody's", async () => {
    const { uids } = await platform();
    let login = LOGIN as typeof LOGIN | { gateways: object; machines: object };
    const watching = watch({ secrets: () => login as typeof LOGIN });
    await rounds(watching, 1);
    wvp.forgetLogins();
    login = { gateways: {}, machines: {} };
    await rounds(watching, 3);
    expect([online(uids), gateways]).toEqual([[1, 1, 1], ["视频平台 gatewayLogin"]]);
    expect(outages()[0]).toMatchObject({ why: "notWatched", from: 1, to: null });
    login = LOGIN;
    await rounds(watching, 2);
    expect(gateways).toEqual(["视频平台 gatewayLogin", "视频平台 back"]);
    expect(outages()[0]).toMatchObject({ why: "notWatched", from: 1, to: 4 });
  });
});

describe("V49 what nobody can say", () => {
  test("cameras without an address are not watched; a file's word of them stands", async () => {
    const uid = hang("1", { online: 0 });
    const before = store.head();
    await rounds(watch(), 2);
    expect([cameraOf(uid), store.head()]).toEqual([expect.objectContaining({ online: 0, watchedFrom: null }), before]);
  });

  test("a camera that has lost its addresses is watched no more, and its outage is over", async () => {
    const there = await machine();
    there.status = 500;
    const streams = [still(`${there.url}/1.jpg`)];
    const uid = hang("1", { online: 0 }, streams);
    const watching = watch();
    await rounds(watching, 1);
    expect(outages()).toMatchObject([{ to: null }]);
    hang("1", { watchedFrom: cameraOf(uid).watchedFrom, online: 0 });
    await rounds(watching, 1);
    expect([cameraOf(uid).watchedFrom, outages()]).toEqual([null, [expect.objectContaining({ to: 1 })]]);
  });

  test("what the hub renders is well as its inventor says, from the first round on", async () => {
    const streams: CameraStream[] = [{ use: "sub", kind: "mjpeg", url: "hub:pictures/1.mjpeg" }];
    const [a, b] = [hang("1", {}, streams), hang("2", { online: 0 }, streams)];
    await rounds(watch(), 2);
    expect([a, b].map((uid) => cameraOf(uid))).toMatchObject([
      { online: 1, watchedFrom: START },
      { online: 0, watchedFrom: START },
    ]);
    expect(outages()).toMatchObject([{ camera: b, from: 0, to: null }]);
  });

  test("times in which the hub was not running are nobody's, for each platform that was watched", async () => {
    const there = await machine();
    hang("1", {}, [still(`${there.url}/1.jpg`)]);
    store.transact(now, (tx) => tx.put("platforms", draftOf("platforms", "other", { platform: "other" })));
    hang("2", { platform: "other" });
    const first = watch();
    await rounds(first, 2);
    first.close();
    // A restart within two minutes is none.
    now += 2 * MINUTE;
    watch().close();
    expect(outages()).toEqual([]);
    now += 60 * MINUTE;
    const second = watch();
    expect(outages()).toEqual([{ id: `/${START + 4 * MINUTE}`, camera: 0, why: "notWatched", from: 4, to: 64 }]);
    await rounds(second, 1);
    second.close();
    // At another pace a minute of ours is an hour of the city's.
    now += 60 * MINUTE;
    watch({ pace: 60 }).close();
    expect(outages().length).toBe(1);
  });

  test("a look before such a time and one after it are not in a row", async () => {
    const there = await machine();
    const uid = hang("1", {}, [still(`${there.url}/1.jpg`)]);
    const watching = watch();
    await rounds(watching, 1);
    there.status = 0;
    await rounds(watching, 1);
    now += 60 * MINUTE;
    await watching.look();
    expect(cameraOf(uid).online).toBe(1);
    expect(outages()).toMatchObject([{ camera: 0, why: "notWatched" }]);
  });
});

test("V49 a camera that is reached otherwise since the round began is judged by none of it", async () => {
  const waiting: ((status: "silent") => void)[] = [];
  const status = () => new Promise<"silent">((resolve) => waiting.push(resolve));
  const uid = hang("1", {}, [still("http://10.1.1.1/1.jpg")]);
  const watching = watch({ asking: { status, connects: async () => "there" } });
  const round = async (change: () => void) => {
    const looking = watching.look();
    await expect.poll(() => waiting.length).toBe(1);
    change();
    waiting.pop()!("silent");
    await looking;
    now += MINUTE;
  };
  await round(() => hang("1", {}, [still("http://10.1.1.2/1.jpg")]));
  expect(cameraOf(uid).watchedFrom).toBeNull();
  await round(() => undefined);
  expect([cameraOf(uid).online, outages()]).toEqual([1, []]);
  await round(() => undefined);
  expect([cameraOf(uid).online, outages()]).toMatchObject([0, [{ from: 1 }]]);
});

test("V49 what is under way when the hub closes touches the store no more", async () => {
  const uid = hang("1", { online: 0 }, [still("http://10.1.1.1/1.jpg")]);
  const { promise, resolve } = Promise.withResolvers<number>();
  const status = () => promise;
  const watching = watch({ asking: { status, connects: async () => "there" } });
  const looking = watching.look();
  watching.close();
  resolve(200);
  await looking;
  expect(cameraOf(uid)).toMatchObject({ online: 0, watchedFrom: null });
});

test("V49 a gateway that is asked when the hub closes is not told to be away", async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((ready) => silent.listen(0, "127.0.0.1", ready));
  open.push({ close: () => (silent.closeAllConnections(), silent.close()) });
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const row = { platform: "city", kind: "wvp", name: "视频平台", url };
  const gateway = store.transact(now, (tx) => tx.put("gateways", draftOf("gateways", "wvp-1", row)).uid);
  hang("1", { gateway, channel: "a/b" });
  const watching = watch();
  const looking = watching.look();
  watching.close();
  await looking;
  expect(gateways).toEqual([]);
});

test("V49 a hub watches by itself, and says what is wrong with its file of passwords", async () => {
  const there = await machine();
  const log: string[] = [];
  const options = { dataDir: dir, port: 0, city: "none", pace: 1, language: "zh-CN" } as const;
  const hub = await openHub({ ...options, videoSecrets: join(dir, "none.json"), log: (line) => void log.push(line) });
  open.push(hub);
  expect(log.join()).toContain("找不到文件");
  const row = { ...PLAIN_CAMERA, platform: "city", online: 0, streams: JSON.stringify([still(`${there.url}/1.jpg`)]) };
  const uid = hub.store.transact(hub.now(), (tx) => tx.put("cameras", draftOf("cameras", "1", row)).uid);
  await expect.poll(() => hub.store.get("cameras", uid)?.online, { timeout: 15_000 }).toBe(1);
}, 30_000);

describe("the file of passwords", () => {
  test("is read again when it has changed; a broken one is told once and the last good one holds", () => {
    const file = join(dir, "video.json");
    const told: Trouble[] = [];
    const secrets = openSecrets(file, (trouble) => void told.push(trouble));
    expect([secrets.read().gateways, secrets.read().machines]).toEqual([{}, {}]);
    const write = (text: string, at: number) => {
      writeFileSync(file, text);
      utimesSync(file, at, at);
    };
    write(JSON.stringify({ gateways: { "wvp-1": { user: "a", password: "b" } } }), 1_000);
    expect(secrets.read().gateways["wvp-1"]).toEqual({ user: "a", password: "b" });
    write("{ secret", 2_000);
    expect(secrets.read().gateways["wvp-1"]?.user).toBe("a");
    secrets.read();
    expect(told.map(({ code }) => code)).toEqual(["fileMissing", "secretsBroken"]);
    expect(JSON.stringify(told)).not.toContain('secret"');
    expect(statSync(file).size).toBeGreaterThan(0);
  });
});
