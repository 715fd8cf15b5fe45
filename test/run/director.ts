/** Somebody who directs a wall without a screen: a window's conversation with a host over its port, spoken from here. */
import { WebSocket } from "ws";
import type { DirectAct } from "../../shared/direction/wall.ts";
import { decodeFrame, encodeFrame } from "../../shared/wire/frame.ts";
import type { ActResult, HostAct, HostMessage, WindowMessage } from "../../shared/wire/port.ts";
import { PORT_VERSION } from "../../shared/wire/version.ts";

export interface Director {
  act(what: HostAct): Promise<ActResult>;
  direct(act: DirectAct): Promise<ActResult>;
  close(): void;
}

/** @param url where the kiosk serves its pages */
export async function openDirector(url: string): Promise<Director> {
  const { host } = new URL(url);
  const socket = new WebSocket(`ws://${host}/port`, { origin: `http://${host}` });
  const open = new Map<number, (result: ActResult) => void>();
  let acts = 0;
  const say = (message: WindowMessage) => socket.send(encodeFrame(message));
  const greeted = new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("open", () => say({ say: "hello", port: PORT_VERSION, program: "seat" }));
    socket.on("message", (data: Buffer) => {
      const message = decodeFrame(new Uint8Array(data)) as HostMessage;
      if (message.say === "welcome") resolve();
      if (message.say !== "acted") return;
      open.get(message.act)?.(message.result);
      open.delete(message.act);
    });
  });
  await greeted;
  const act = (what: HostAct): Promise<ActResult> =>
    new Promise((resolve) => {
      acts += 1;
      open.set(acts, resolve);
      say({ say: "act", act: acts, what });
    });
  return { act, direct: (asked) => act({ do: "direct", act: asked }), close: () => socket.close() };
}
