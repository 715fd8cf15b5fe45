/** The host's eyes on real H.264: what a window is told can be decoded from its first byte, also by who joins late. */
import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CameraStream } from "../../shared/video/stream.ts";
import { openFlvServer, type FlvServer } from "../fixtures/video/flv-server.ts";
import { openStreamServer, type StreamServer } from "../fixtures/video/stream-server.ts";
import { openStudio, type Studio } from "../fixtures/video/studio.ts";
import { openWhepServer } from "../fixtures/video/whep.ts";
import { needFfmpeg } from "../run/need-ffmpeg.ts";
import { openBench, wait, type VideoBench } from "./video-bench.ts";

const studio: Studio = openStudio({ width: 320, height: 176, fps: 10 });
let streams: StreamServer;
let flv: FlvServer;
let bench: VideoBench;

beforeAll(async () => {
  await studio.ready;
  streams = await openStreamServer({ sub: studio });
  flv = await openFlvServer({ sub: studio });
  await flv.playing("sub");
  bench = openBench();
  const cameras: readonly (readonly CameraStream[])[] = [
    [{ use: "sub", kind: "flv", url: flv.url("sub") }],
    [{ use: "sub", kind: "wsFlv", url: flv.url("sub", "ws") }],
    [{ use: "sub", kind: "ts", url: streams.url("sub/ts") }],
    [{ use: "sub", kind: "fmp4", url: streams.url("sub/fmp4", "ws") }],
    [{ use: "sub", kind: "mjpeg", url: streams.url("sub/mjpeg") }],
    [{ use: "sub", kind: "hls", url: streams.url("sub/hls/index.m3u8") }],
    [{ use: "still", kind: "still", url: streams.url("sub/still.jpg") }],
  ];
  for (const [index, ways] of cameras.entries()) bench.put(index + 1, {}, ways);
}, 60_000);
afterAll(async () => {
  bench?.close();
  await flv?.close();
  await streams?.close();
  await studio.close();
});

/** Decodes bytes as a player would; the number of frames, and what was wrong with them. */
async function decode(bytes: Buffer, form: string): Promise<{ frames: number; errors: string; firstKey: boolean }> {
  const child = spawn(needFfmpeg(), [
    ...["-hide_banner", "-nostdin", "-loglevel", "info", "-f", form, "-i", "pipe:0"],
    ...["-map", "0:v", "-fps_mode", "passthrough", "-vf", "showinfo", "-f", "null", "-"],
  ]);
  child.stdin.on("error", () => undefined); // it has read enough
  child.stdin.end(bytes);
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((resolve) => child.on("close", resolve));
  const frames = [...said.matchAll(/\[Parsed_showinfo.* n: *\d+ .*iskey:(\d)/g)];
  const errors = said
    .split("\n")
    .filter((line) => /error|non-existing PPS|no frame|concealing/i.test(line))
    .join("\n");
  return { frames: frames.length, errors, firstKey: frames[0]?.[1] === "1" };
}

describe("V61 streams are shared, and joined where a picture stands for itself", () => {
  test.each([
    [1, "FLV", "flv", "", 15],
    [2, "FLV over a WebSocket", "flv", "", 15],
    [3, "MPEG-TS", "mpegts", "sub/ts", 15],
    [4, "fragmented MP4", "mp4", "sub/fmp4", 3],
  ])(
    "camera %i: %s",
    async (camera, _name, form, path, words) => {
      const first = bench.watch(camera, "sub");
      await first.until(() => first.of("bytes").length >= words);
      const late = bench.watch(camera, "sub");
      await late.until(() => late.of("bytes").length >= words);
      // Nobody waits for the next key picture: what there is since the last comes at once.
      expect(late.of("opened")).toHaveLength(1);
      if (path !== "") expect(streams.open(path)).toBe(1);
      for (const lane of [first, late]) {
        lane.close();
        const { frames, errors, firstKey } = await decode(lane.bytes(), form);
        expect(errors).toBe("");
        expect(frames).toBeGreaterThan(3);
        expect(firstKey).toBe(true);
      }
    },
    30_000,
  );

  test("the connection goes when nobody has watched for a while", async () => {
    const lane = bench.watch(3, "sub");
    await lane.until(() => lane.of("bytes").length > 1);
    lane.close();
    await wait(() => streams.open("sub/ts") === 0);
    const told = lane.words.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(lane.words).toHaveLength(told);
  });
});

test("V65 MJPEG and stills come as whole pictures with the time that their source tells", async () => {
  const motion = bench.watch(5, "sub");
  await motion.until(() => motion.of("picture").length >= 5);
  motion.close();
  const still = bench.watch(7, "still");
  await still.until(() => still.of("picture").length >= 2);
  still.close();
  for (const { bytes, type, ownAt, at } of [...motion.of("picture"), ...still.of("picture")]) {
    expect(type).toBe("image/jpeg");
    expect([bytes[0], bytes[1], bytes.at(-2), bytes.at(-1)]).toEqual([0xff, 0xd8, 0xff, 0xd9]);
    expect(Math.abs(at - (ownAt ?? 0))).toBeLessThan(3_000);
  }
  expect(still.of("opened")).toEqual([{ is: "opened", kind: "still", url: "" }]);
});

describe("V66 a playlist", () => {
  test("is told in names of this host's own, and its pieces decode", async () => {
    const lane = bench.watch(6, "sub");
    await lane.until(() => lane.of("opened").length > 0);
    const [opened] = lane.of("opened");
    lane.want(1, opened!.url);
    await lane.until(() => lane.of("piece").length === 1);
    const playlist = Buffer.from(lane.of("piece")[0]!.bytes!).toString();
    expect(playlist).toContain("#EXTM3U");
    expect(playlist).not.toMatch(/127\.0\.0\.1|http|index/);
    const names = playlist.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    const urls = names.map((name) => new URL(name, opened!.url).href);
    for (const [index, url] of urls.entries()) lane.want(10 + index, url);
    await lane.until(() => lane.of("piece").length === 1 + urls.length);
    const pieces = lane.of("piece").slice(1);
    expect(pieces.map(({ status }) => status)).toEqual(urls.map(() => 200));
    const { frames, errors } = await decode(Buffer.concat(pieces.map(({ bytes }) => bytes!)), "mpegts");
    expect(errors).toBe("");
    expect(frames).toBeGreaterThan(5);
    lane.close();
  });

  test("opens nothing that it does not name", async () => {
    const lane = bench.watch(6, "sub");
    await lane.until(() => lane.of("opened").length > 0);
    const asked = [
      "lane://0/../../still",
      streams.url("sub/still.jpg"),
      "file:///etc/passwd",
      "lane://0/9999.ts",
      "nonsense",
    ];
    const before = streams.requests.length;
    for (const [index, url] of asked.entries()) lane.want(index, url);
    await lane.until(() => lane.of("piece").length === asked.length);
    expect(lane.of("piece").map(({ bytes, status }) => [bytes, status])).toEqual(asked.map(() => [null, 0]));
    expect(streams.requests).toHaveLength(before);
    lane.close();
  });
});

test("V66 a WebRTC offer is passed on, its answer back, and the conversation ended", async () => {
  const whep = await openWhepServer();
  bench.put(20, {}, [{ use: "main", kind: "whep", url: whep.url }]);
  const lane = bench.watch(20, "main");
  await lane.until(() => lane.of("opened").length > 0);
  const { RTCPeerConnection } = await import("werift");
  const peer = new RTCPeerConnection({});
  peer.addTransceiver("video", { direction: "recvonly" });
  await peer.setLocalDescription(await peer.createOffer());
  lane.offer(peer.localDescription!.sdp);
  await lane.until(() => lane.of("answer").length > 0);
  expect(lane.of("answer")[0]!.sdp).toContain("m=video");
  expect(whep.open()).toBe(1);
  lane.close();
  await wait(() => whep.open() === 0);
  await peer.close();
  await whep.close();
});

test("V62 a source that dies, falls silent or is not there is told in words that name the machine only", async () => {
  const dies = bench.watch(3, "sub");
  await dies.until(() => dies.of("bytes").length > 1);
  await streams.kill();
  await dies.until(() => dies.of("closed").length > 0);
  expect(dies.of("closed")[0]!.trouble).toMatchObject({
    code: "streamEnded",
    params: { why: expect.stringMatching(/^127\.0\.0\.1/) },
  });
  const away = bench.watch(3, "sub");
  await away.until(() => away.of("closed").length > 0);
  expect(away.of("closed")[0]!.trouble).toEqual({ code: "cameraAway", params: { why: "127.0.0.1: ECONNREFUSED" } });
  await streams.restart();
  const back = bench.watch(3, "sub");
  await back.until(() => back.of("bytes").length > 1);
  streams.fault("sub/ts", { is: "mute" });
  await back.until(() => back.of("closed").length > 0, 15_000);
  expect(back.of("closed")[0]!.trouble).toEqual({ code: "streamEnded", params: { why: "127.0.0.1: 10 s" } });
  streams.fault("sub/ts", { is: "status", status: 404 });
  const gone = bench.watch(3, "sub");
  await gone.until(() => gone.of("closed").length > 0);
  expect(gone.of("closed")[0]!.trouble).toEqual({ code: "cameraAway", params: { why: "127.0.0.1: HTTP 404" } });
  streams.fault("sub/ts", null);
}, 40_000);
