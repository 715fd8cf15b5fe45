/** What waits in this process to be sent to one client. socket.io counts none of it: a look into what it is made of. */
import type { Socket } from "socket.io";

interface Inner {
  /** Packets that wait until the transport can write. */
  readonly writeBuffer?: readonly { readonly data?: string | { readonly byteLength: number } }[];
  /** `socket`: the WebSocket, with what the operating system has not taken yet. */
  readonly transport?: { readonly socket?: { readonly bufferedAmount?: number; terminate?(): void } };
}

/** Bytes, texts counted by their length. */
export function waitingBytes({ conn }: Socket): number {
  const { writeBuffer = [], transport } = conn as unknown as Inner;
  let bytes = transport?.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) bytes += typeof data === "string" ? data.length : (data?.byteLength ?? 0);
  return bytes;
}

/** Cuts a client at once: what waits for it is thrown away instead of offered once more. */
export function cutOff(socket: Socket): void {
  const waits = waitingBytes(socket) > 0;
  const { transport } = socket.conn as unknown as Inner;
  socket.disconnect(true);
  if (waits) transport?.socket?.terminate?.();
}
