/** What every wire between a window and the host does, whichever carries it. */
import { expect, test } from "vitest";
import type { HostMessage, Wire } from "../../shared/wire/port.ts";

/** Both ends of one conversation. */
export interface WirePair {
  readonly host: Wire<unknown, HostMessage>;
  /** The window's end, in the transport's own terms. */
  readonly window: {
    send(message: unknown): void;
    onMessage(listener: (message: unknown) => void): void;
    onClose(listener: () => void): void;
    close(): void;
  };
  /** Ends whatever is still open. */
  release(): Promise<void>;
}

export function wireContract(make: () => Promise<WirePair>): void {
  const using = (name: string, work: (pair: WirePair) => Promise<void>) =>
    test(name, async () => {
      expect.hasAssertions();
      const pair = await make();
      try {
        await work(pair);
      } finally {
        await pair.release();
      }
    });
  const next = (on: (listener: (message: unknown) => void) => void, count: number) =>
    new Promise<unknown[]>((resolve) => {
      const all: unknown[] = [];
      on((message) => {
        all.push(message);
        if (all.length === count) resolve(all);
      });
    });

  using("carries messages of a window in order", async ({ host, window }) => {
    const heard = next((listener) => host.onMessage(listener), 200);
    for (let n = 0; n < 200; n++) window.send({ say: "ping", n });
    expect(await heard).toEqual(Array.from({ length: 200 }, (_, n) => ({ say: "ping", n })));
  });

  using("carries messages of the host in order", async ({ host, window }) => {
    const heard = next((listener) => window.onMessage(listener), 200);
    for (let n = 0; n < 200; n++) host.send({ say: "pong", n });
    expect(await heard).toEqual(Array.from({ length: 200 }, (_, n) => ({ say: "pong", n })));
  });

  using("carries texts of any language, nulls, and columns with numbers that are none", async ({ host, window }) => {
    const message: HostMessage = {
      say: "columns",
      view: 1,
      rev: 2,
      reset: true,
      value: {
        length: 3,
        slot: Uint32Array.of(0, 1, 2),
        uid: Uint32Array.of(7, 8, 4_294_967_295),
        lon: Float64Array.of(114.1, -73.9, Number.NaN),
        lat: Float64Array.of(30, 40, 50),
        state: Uint8Array.of(1, 255, 3),
        department: Uint32Array.of(1, 2, 3),
        unitGrid: new Uint32Array(3),
        dispatchedAt: Float64Array.of(Number.NaN, 1, 2),
        deadline: new Float64Array(3),
        classUid: Uint32Array.of(9, 0, 1),
        source: Uint8Array.of(1, 2, 3),
        reportedAt: Float64Array.of(1, 2, 3),
      },
    };
    const refused: HostMessage = { say: "refused", trouble: { code: "hostFailed", params: { why: "城管“案件”🚧\0" } } };
    const nothing: HostMessage = { say: "whole", view: 3, rev: 1, value: null };
    const heard = next((listener) => window.onMessage(listener), 3);
    for (const one of [message, refused, nothing]) host.send(one);
    expect(await heard).toEqual([message, refused, nothing]);
  });

  using("carries a patch of many megabytes", async ({ host, window }) => {
    const uid = Uint32Array.from({ length: 2_000_000 }, (_, n) => n);
    const heard = next((listener) => window.onMessage(listener), 1);
    const [lon, lat, state] = [new Float64Array(0), new Float64Array(0), new Uint8Array(0)];
    const value = { total: uid.length, uid, lon, lat, state, classUid: new Uint32Array(0) };
    host.send({ say: "whole", view: 1, rev: 1, value });
    const [message] = (await heard) as [{ value: { uid: Uint32Array } }];
    // Compared as bytes: a comparison number by number takes seconds.
    expect(Buffer.from(message.value.uid.slice().buffer).equals(Buffer.from(uid.buffer))).toBe(true);
  });

  using("tells the host once when the window has gone, and sends nothing after", async ({ host, window }) => {
    let ends = 0;
    const gone = new Promise<void>((resolve) => {
      host.onClose(() => {
        ends++;
        resolve();
      });
    });
    host.onMessage(() => {});
    window.close();
    await gone;
    host.send({ say: "pong", n: 1 });
    host.close();
    expect(ends).toBe(1);
  });

  using("tells the window when the host closes", async ({ host, window }) => {
    const gone = new Promise<string>((resolve) => window.onClose(() => resolve("gone")));
    host.onMessage(() => {});
    host.close();
    expect(await gone).toBe("gone");
  });
}
