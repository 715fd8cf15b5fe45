/**
 * The streams that other tests go by: each is what it says it is, as ffmpeg decodes it, and each fault can be seen. A test
 * about cameras on servers that do not do what they should would prove nothing.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFlvServer, type FlvServer } from "../fixtures/video/flv-server.ts";
import { openStreamServer, type StreamServer } from "../fixtures/video/stream-server.ts";
import { openStudio, type Studio } from "../fixtures/video/studio.ts";
import { needFfmpeg } from "../run/need-ffmpeg.ts";

const SIZE = { width: 320, height: 176, fps: 10 };
const studio: Studio = openStudio(SIZE);
let streams: StreamServer;
let flv: FlvServer;

beforeAll(async () => {
  await studio.ready;
  streams = await openStreamServer({ sub: studio });
  flv = await openFlvServer({ sub: studio });
  await flv.playing("sub");
}, 60_000);
afterAll(async () => {
  await flv?.close();
  await streams?.close();
  await studio.close();
});

/** Decodes some frames of a stream: a hash for each, and what ffmpeg says of its codec. */
async function decode(url: string, count: number): Promise<{ frames: string[]; codec: string }> {
  const child = spawn(needFfmpeg(), [
    ...[
      "-hide_banner",
      "-nostdin",
      "-fflags",
      "nobuffer",
      "-analyzeduration",
      "500000",
      "-probesize",
      "20000",
      "-rw_timeout",
      "5000000",
      "-i",
      url,
    ],
    ...["-map", "0:v", "-frames:v", String(count), "-fps_mode", "passthrough", "-f", "framemd5", "pipe:1"],
  ]);
  let [hashes, said] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (hashes += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((resolve) => child.on("close", resolve));
  const frames = hashes.split("\n").flatMap((line) => /([0-9a-f]{32})$/.exec(line)?.[1] ?? []);
  return { frames, codec: /Video: (\w+)/.exec(said)?.[1] ?? said };
}

/** Bytes that come from an address within some time. */
async function bytesWithin(url: string, ms: number): Promise<number> {
  let length = 0;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ms) });
    for await (const chunk of answer.body ?? []) length += (chunk as Uint8Array).length;
  } catch {
    // the time is over, or nobody is there
  }
  return length;
}

const statusOf = async (url: string): Promise<number> => {
  const answer = await fetch(url);
  await answer.body?.cancel();
  return answer.status;
};

describe("a studio's streams", () => {
  test.each([
    ["MPEG-TS", () => streams.url("sub/ts"), "h264"],
    ["HTTP-FLV", () => flv.url("sub"), "h264"],
    ["HLS", () => streams.url("sub/hls/index.m3u8"), "h264"],
    ["MJPEG", () => streams.url("sub/mjpeg"), "mjpeg"],
  ])("%s plays, and no two frames are alike", async (_, url, codec) => {
    const decoded = await decode(url(), 10);
    expect(decoded.codec).toBe(codec);
    expect(decoded.frames.length).toBe(10);
    expect(new Set(decoded.frames).size).toBe(decoded.frames.length);
  });

  test("fragmented MP4 over a WebSocket begins with its head, for whoever comes late too", async () => {
    const socket = new WebSocket(streams.url("sub/fmp4", "ws"));
    socket.binaryType = "arraybuffer";
    const pieces: Buffer[] = [];
    socket.addEventListener("message", ({ data }) => pieces.push(Buffer.from(data as ArrayBuffer)));
    await expect.poll(() => pieces.length, { timeout: 5_000 }).toBeGreaterThan(2);
    socket.close();
    expect(pieces.map((piece) => piece.toString("latin1", 4, 8)).slice(0, 3)).toEqual(["ftyp", "moof", "moof"]);
  });

  test("the playlist rolls, and its times are those of the clock", async () => {
    const read = () => readFileSync(join(studio.hls, "index.m3u8"), "utf8");
    const first = (text: string) => Number(/MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]);
    const before = first(read());
    await expect.poll(() => first(read()), { timeout: 10_000 }).toBeGreaterThan(before);
    const newest = /.*PROGRAM-DATE-TIME:(\S+)/s.exec(read())?.[1] ?? "";
    expect(Math.abs(Date.now() - Date.parse(newest.replace(/(\d\d)(\d\d)$/, "$1:$2")))).toBeLessThan(4_000);
  });

  test("H.265 is H.265", async () => {
    const other = openStudio({ ...SIZE, codec: "h265" });
    await other.ready;
    const server = await openStreamServer({ other });
    expect((await decode(server.url("other/ts"), 1)).codec).toBe("hevc");
    await server.close();
    await other.close();
  });
});

describe("faults", () => {
  test.each(["still", "black"] as const)("%s: frames go on, all alike", async (look) => {
    studio.look(look);
    // What was drawn before comes first.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const { frames } = await decode(streams.url("sub/mjpeg"), 8);
    studio.look("moving");
    expect(frames.length).toBe(8);
    expect(new Set(frames).size).toBe(1);
  });

  test("silent: sockets stand, and no byte comes", async () => {
    studio.look("silent");
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await bytesWithin(streams.url("sub/ts"), 1_000)).toBe(0);
    studio.look("moving");
    await expect.poll(() => bytesWithin(streams.url("sub/ts"), 1_000), { timeout: 10_000 }).toBeGreaterThan(0);
  });

  test("mute, status, slow, locked: of one address and not of another", async () => {
    streams.fault("sub/ts", { is: "mute" });
    expect(await bytesWithin(streams.url("sub/ts"), 700)).toBe(0);
    expect(await bytesWithin(streams.url("sub/mjpeg"), 700)).toBeGreaterThan(0);
    streams.fault("sub/ts", { is: "status", status: 404 });
    expect(await statusOf(streams.url("sub/ts"))).toBe(404);
    streams.fault("sub/ts", null);
    expect(await statusOf(streams.url("sub/ts"))).toBe(200);

    streams.fault("sub/still.jpg", { is: "slow", ms: 900 });
    const before = performance.now();
    expect(await statusOf(streams.url("sub/still.jpg"))).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(850);
    streams.fault("sub/still.jpg", { is: "locked", user: "viewer", password: "open" });
    expect(await statusOf(streams.url("sub/still.jpg"))).toBe(401);
    const authorization = `Basic ${btoa("viewer:open")}`;
    expect((await fetch(streams.url("sub/still.jpg"), { headers: { authorization } })).status).toBe(200);
    streams.fault("sub/still.jpg", null);
  });

  test("drift: the times that are told are off, of stills and of MJPEG", async () => {
    const off = async (): Promise<number> => {
      const answer = await fetch(streams.url("sub/still.jpg"));
      return Date.parse(answer.headers.get("last-modified") ?? "") - Date.now();
    };
    expect(Math.abs(await off())).toBeLessThan(5_000);
    streams.fault("sub/", { is: "drift", ms: -3_600_000 });
    expect(await off()).toBeLessThan(-3_500_000);
    const reader = (await fetch(streams.url("sub/mjpeg"))).body!.getReader();
    const head = Buffer.from((await reader.read()).value!).toString("latin1", 0, 200);
    await reader.cancel();
    streams.fault("sub/", null);
    expect(Number(/X-Timestamp: ([\d.]+)/.exec(head)?.[1]) * 1_000 - Date.now()).toBeLessThan(-3_500_000);
  });

  test("killed and back: open connections are torn, and the port is the same", async () => {
    const reader = (await fetch(streams.url("sub/ts"))).body!.getReader();
    await reader.read();
    expect(streams.open("sub/ts")).toBe(1);
    await streams.kill();
    const torn = (async () => {
      for (;;) if ((await reader.read()).done) return;
    })();
    await expect(torn).rejects.toThrow();
    await expect(fetch(streams.url("sub/still.jpg"))).rejects.toThrow();
    await streams.restart();
    expect(await statusOf(streams.url("sub/still.jpg"))).toBe(200);
  });

  test("the FLV server: killed and back, and a studio that nobody publishes", async () => {
    await flv.kill();
    expect(await bytesWithin(flv.url("sub"), 500)).toBe(0);
    await flv.restart();
    await flv.playing("sub");
    flv.publish("sub", false);
    await new Promise((resolve) => setTimeout(resolve, 500));
    // A socket that stands, the header, the pieces that were kept, and nothing after them.
    const reader = (await fetch(flv.url("sub"))).body!.getReader();
    const quiet = async (): Promise<boolean> => {
      const read = reader.read().then(() => "bytes");
      return (await Promise.race([read, new Promise((resolve) => setTimeout(() => resolve("none"), 700))])) === "none";
    };
    await expect.poll(quiet, { timeout: 10_000 }).toBe(true);
    flv.publish("sub", true);
    await flv.playing("sub");
  });
});
