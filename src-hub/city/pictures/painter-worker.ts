/** Paints the cameras' pictures and packs them as JPEG, in a thread of its own: the hub's own work never waits for it. */
import { parentPort } from "node:worker_threads";
import { pictureCamera, type PictureCamera } from "./camera.ts";
import { jpegOf } from "./jpeg.ts";
import type { PainterAsked, PainterTold } from "./painter.ts";

const cameras = new Map<string, PictureCamera>();

function cameraOf(seed: number, id: string): PictureCamera {
  let camera = cameras.get(id);
  if (camera === undefined) cameras.set(id, (camera = pictureCamera(seed, id)));
  return camera;
}

async function answer(asked: PainterAsked): Promise<PainterTold> {
  const camera = cameraOf(asked.seed, asked.camera);
  switch (asked.do) {
    case "frame": {
      const { width, height, at, seconds } = asked;
      return { n: asked.n, jpeg: await jpegOf(camera.frame(width, height, at, seconds)) };
    }
    case "turn":
      camera.turn(asked, asked.seconds);
      return { n: asked.n, jpeg: null };
    case "preset":
      return { n: asked.n, jpeg: camera.preset(asked.number) ? new Uint8Array(0) : null };
  }
}

parentPort?.on("message", (asked: PainterAsked) => {
  void answer(asked).then((told) => {
    parentPort?.postMessage(told, told.jpeg === null ? [] : [told.jpeg.buffer as ArrayBuffer]);
  });
});
