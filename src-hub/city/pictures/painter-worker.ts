/** Paints the cameras' pictures and packs them as JPEG, in a thread of its own: the hub's own work never waits for it. */
import { parentPort } from "node:worker_threads";
import { encode } from "jpeg-js";
import { pictureCamera, type PictureCamera } from "./camera.ts";
import type { PainterAsked, PainterTold } from "./painter.ts";

const QUALITY = 62;
const cameras = new Map<string, PictureCamera>();

function cameraOf(seed: number, id: string): PictureCamera {
  let camera = cameras.get(id);
  if (camera === undefined) cameras.set(id, (camera = pictureCamera(seed, id)));
  return camera;
}

function answer(asked: PainterAsked): PainterTold {
  const camera = cameraOf(asked.seed, asked.camera);
  switch (asked.do) {
    case "frame": {
      const { width, height, at, seconds } = asked;
      const raster = camera.frame(width, height, at, seconds);
      const jpeg = encode({ width, height, data: raster.pixels }, QUALITY).data;
      return { n: asked.n, jpeg: Uint8Array.from(jpeg) };
    }
    case "turn":
      camera.turn(asked, asked.seconds);
      return { n: asked.n, jpeg: null };
    case "preset":
      return { n: asked.n, jpeg: camera.preset(asked.number) ? new Uint8Array(0) : null };
  }
}

parentPort?.on("message", (asked: PainterAsked) => {
  const told = answer(asked);
  parentPort?.postMessage(told, told.jpeg === null ? [] : [told.jpeg.buffer as ArrayBuffer]);
});
