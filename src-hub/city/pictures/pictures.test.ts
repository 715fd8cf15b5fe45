import { createServer, request as ask, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { HOME } from "./lens.ts";
import { pictureCamera, turned } from "./camera.ts";
import { daylight, paintGround } from "./paint.ts";
import { openPainter, type Painter } from "./painter.ts";
import { grain, rasterOf, rectangle } from "./raster.ts";
import { openPictures, type Pictures, type PicturesOptions } from "./serve.ts";
import { streetOf } from "./street.ts";

const NOON = Date.UTC(2026, 10, 22, 4, 0, 0);
const NIGHT = Date.UTC(2026, 10, 22, 15, 0, 0);
const mean = (pixels: Uint8Array) => pixels.reduce((sum, value) => sum + value, 0) / pixels.length;

/** Width and height as a JPEG's frame header has them. */
function sizeOf(jpeg: Buffer): [number, number] {
  expect([jpeg.readUInt16BE(0), jpeg.readUInt16BE(jpeg.length - 2)]).toEqual([0xffd8, 0xffd9]);
  let at = 2;
  while (jpeg.readUInt16BE(at) !== 0xffc0) at += 2 + jpeg.readUInt16BE(at + 2);
  return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)];
}

describe("a camera's picture", () => {
  test("is the same street after a restart, and another at another camera", () => {
    expect(streetOf(1, "camera-1")).toEqual(streetOf(1, "camera-1"));
    expect(streetOf(1, "camera-1")).not.toEqual(streetOf(1, "camera-2"));
  });

  test("moves with the street and the clock, and is dark at night", () => {
    const camera = pictureCamera(1, "camera-1");
    const noon = camera.frame(160, 90, NOON, 10).pixels;
    expect(camera.frame(160, 90, NOON, 10).pixels).toEqual(noon);
    expect(camera.frame(160, 90, NOON, 12).pixels).not.toEqual(noon);
    expect(camera.frame(160, 90, NOON + 1_000, 10).pixels).not.toEqual(noon);
    expect(mean(camera.frame(160, 90, NIGHT, 10).pixels)).toBeLessThan(mean(noon) * 0.75);
    expect([daylight(NOON), daylight(NIGHT)]).toEqual([1, 0]);
  });

  test("has a pool of light below a lamp of the street, and none that would fill the picture below one right before it", () => {
    const street = { ...streetOf(1, "camera-1"), trees: [], mount: { pole: 5, aside: 0, pan: 0, tilt: 0, focus: 0.8 } };
    const ground = (lamps: readonly { readonly x: number; readonly z: number }[]) =>
      paintGround({ ...street, lamps: [...lamps] }, 160, 90, HOME, 0).pixels.slice(160 * 50 * 3);
    const dark = ground([]);
    expect(mean(ground([{ x: 3, z: 26 }]))).toBeGreaterThan(mean(dark));
    expect(ground([{ x: 4.2, z: 4 }]).every((value, i) => value === dark[i])).toBe(true);
  });

  test("turns while it is told to, within its limits, and knows its presets", () => {
    const right = turned(HOME, { pan: 1, tilt: 0, zoom: 0 }, 1);
    expect(right).toEqual({ pan: 30, tilt: 0, zoom: 1 });
    expect(turned(HOME, { pan: -1, tilt: 1, zoom: 1 }, 60)).toEqual({ pan: -70, tilt: 12, zoom: 6 });
    expect(turned(HOME, { pan: 0, tilt: 0, zoom: -1 }, 5).zoom).toBe(1);
    const camera = pictureCamera(1, "camera-1");
    const home = camera.frame(160, 90, NOON, 0).pixels;
    camera.turn({ pan: 1, tilt: 0, zoom: 0 }, 0);
    camera.turn({ pan: 0, tilt: 0, zoom: 0 }, 1);
    const away = camera.frame(160, 90, NOON, 0).pixels;
    expect(away).not.toEqual(home);
    expect([camera.preset(1), camera.preset(9)]).toEqual([true, false]);
    expect(camera.frame(160, 90, NOON, 0).pixels).toEqual(home);
  });

  test("has grain as a real one has: two frames of one scene differ, and only a little", () => {
    const [a, b] = [rasterOf(20, 20), rasterOf(20, 20)];
    for (const raster of [a, b]) rectangle(raster, 0, 0, 20, 20, [100, 100, 100]);
    grain(a, 1, 3.5);
    grain(b, 2, 3.5);
    expect(a.pixels).not.toEqual(b.pixels);
    expect(a.pixels.every((value, i) => i % 4 === 3 || Math.abs(value - 100) <= 4)).toBe(true);
  });
});

describe("pictures over HTTP", () => {
  const open: { close(): unknown }[] = [];
  afterEach(() => {
    for (const one of open.splice(0).reverse()) one.close();
  });

  async function serve(standing: PicturesOptions["standing"], painter: Painter = openPainter(1)): Promise<string> {
    const pictures: Pictures = openPictures({
      painter,
      now: () => NOON,
      seconds: () => performance.now() / 1000,
      standing,
    });
    const server: Server = createServer((request, response) => {
      if (!pictures.answer(request, response)) response.writeHead(404).end();
    });
    open.push({ close: () => server.closeAllConnections() }, server, pictures);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/pictures`;
  }

  test("gives stills that are real JPEGs with the time they were taken, and nothing to whom it is not for", async () => {
    const url = await serve((camera, token) => {
      if (token !== "t") return "refused";
      return camera === "camera-1" ? "well" : camera === "camera-2" ? "offline" : "none";
    });
    const headers = { authorization: "Bearer t" };
    const still = await fetch(`${url}/camera-1.jpg?size=main`, { headers });
    expect([still.status, still.headers.get("content-type"), still.headers.get("x-timestamp")]).toEqual([
      ...[200, "image/jpeg", (NOON / 1000).toFixed(3)],
    ]);
    expect(still.headers.get("last-modified")).toBe(new Date(NOON).toUTCString());
    expect(sizeOf(Buffer.from(await still.arrayBuffer()))).toEqual([640, 360]);
    expect((await fetch(`${url}/camera-1.jpg`)).status).toBe(401);
    expect((await fetch(`${url}/camera-2.jpg`, { headers })).status).toBe(503);
    expect((await fetch(`${url}/camera-3.jpg`, { headers })).status).toBe(404);
    expect((await fetch(`${url}/camera-1.jpg`, { headers: { ...headers, origin: "http://elsewhere" } })).status).toBe(
      403,
    );
    expect((await fetch(`${url}/camera-1.gif`, { headers })).status).toBe(404);
  }, 20_000);

  test("paints a stream once for all who watch, and only while somebody does", async () => {
    let painted = 0;
    const painter: Painter = {
      frame: async () => (painted++, Uint8Array.from([0xff, 0xd8, painted, 0xff, 0xd9])),
      turn: async () => {},
      preset: async () => true,
      close: () => {},
    };
    const url = await serve(() => "well", painter);
    const watch = () =>
      new Promise<IncomingMessage>((resolve) => ask(`${url}/camera-1.mjpeg?size=main`, resolve).end());
    const [one, two] = await Promise.all([watch(), watch()]);
    const part = async (from: IncomingMessage) => {
      for await (const chunk of from.iterator({ destroyOnReturn: false })) {
        if (String(chunk).includes("Content-Length: 5")) return String(chunk);
      }
      throw new Error("it ended");
    };
    expect((await part(one)).replaceAll("\r\n", "|")).toContain(
      `--citywall-frame|Content-Type: image/jpeg|Content-Length: 5|X-Timestamp: ${(NOON / 1000).toFixed(3)}||`,
    );
    await part(two);
    expect(painted).toBeLessThan(4);
    one.destroy();
    two.destroy();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const after = painted;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(painted).toBe(after);
  });

  test("turns and goes to presets when asked to, and only so", async () => {
    const url = await serve(() => "well");
    const post = async (path: string) => (await fetch(`${url}/camera-1/${path}`, { method: "POST" })).status;
    expect(await post("turn?pan=0.5&tilt=0&zoom=0")).toBe(204);
    expect(await post("turn?pan=5&tilt=0&zoom=0")).toBe(400);
    expect([await post("preset?number=2"), await post("preset?number=77")]).toEqual([204, 404]);
    expect((await fetch(`${url}/camera-1/turn?pan=1`)).status).toBe(403);
  }, 20_000);
});
