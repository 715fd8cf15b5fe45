/** A vehicle terminal at one end and a window at the other: what it says over JT/T 808 is seen, recorded, and forgotten. */
import { connect, type Socket } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { frameCutter, readFrame, writeFrame, type JtMessage } from "../../shared/device/jt808-frame.ts";
import { JT_ID } from "../../shared/device/jt808.ts";
import { LOCATED, type TrackColumns } from "../../shared/track.ts";
import type { WholeValues } from "../../shared/view.ts";
import { openHub, type Hub } from "../../src-hub/hub.ts";
import { openHost } from "../../src-main/host/host.ts";
import { platformDraft } from "./drafts.ts";
import { openWindow } from "./test-window.ts";

let dir: string;
const closing: (() => unknown)[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-terminals-"));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  rmSync(dir, { recursive: true, force: true });
});

const PHONE = "13800138000";
const ACC = 1;
const OUT_OF_SERVICE = 1 << 4;

interface Said {
  readonly at: number;
  readonly lon: number;
  readonly status?: number;
  readonly fuel?: number;
}

/** The body of a 0x0200 at 30° N with mileage and fuel. */
function positionBody({ at, lon, status = LOCATED | ACC, fuel = 40 }: Said): Uint8Array {
  const body = new DataView(new ArrayBuffer(28 + 6 + 4));
  body.setUint32(4, status);
  body.setUint32(8, 30_000_000);
  body.setUint32(12, Math.round(lon * 1e6));
  body.setUint16(18, 300);
  body.setUint16(20, 90);
  const local = new Date(at + 8 * 3_600_000).toISOString().replaceAll(/\D/g, "").slice(2, 14);
  for (let i = 0; i < 6; i++) body.setUint8(22 + i, Number.parseInt(local.slice(i * 2, i * 2 + 2), 16));
  body.setUint16(28, 0x0104);
  body.setUint32(30, 1_000);
  body.setUint16(34, 0x0202);
  body.setUint16(36, fuel * 10);
  return new Uint8Array(body.buffer);
}

/** A terminal that has registered and shown its code. */
async function terminalAt(port: number): Promise<(said: Said) => Promise<void>> {
  const socket: Socket = connect(port, "127.0.0.1");
  closing.push(() => socket.destroy());
  const cutter = frameCutter();
  const answers: JtMessage[] = [];
  let wake = () => undefined as void;
  let serial = 0;
  socket.on("data", (bytes) => {
    for (const frame of cutter.take(bytes)) {
      const read = readFrame(frame as Uint8Array);
      if ("ok" in read) answers.push(read.ok);
    }
    wake();
  });
  const ask = async (id: number, body: Uint8Array): Promise<JtMessage> => {
    socket.write(writeFrame({ id, edition: 2019, phone: PHONE, serial: ++serial, body }));
    while (answers.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return answers.shift() as JtMessage;
  };
  const registration = new Uint8Array([...new Uint8Array(76), ...Buffer.from("A1234", "latin1")]);
  const code = (await ask(JT_ID.register, registration)).body.subarray(3);
  const known = await ask(JT_ID.authenticate, Uint8Array.of(code.length, ...code));
  expect(known.body.at(-1)).toBe(0);
  return async (said) => {
    expect((await ask(JT_ID.position, positionBody(said))).body.at(-1)).toBe(0);
  };
}

async function hubWithVehicle(): Promise<{ hub: Hub; unit: number }> {
  const jt808 = { host: "127.0.0.1", port: 0 };
  const hub = await openHub({ dataDir: dir, port: 0, city: "none", pace: 1, language: "en", log: () => {}, jt808 });
  closing.push(() => hub.close());
  const { uid } = hub.store.transact(hub.now(), (tx) => {
    tx.put("platforms", platformDraft());
    const vehicle = { id: "v1", kind: "sanitation", name: "清扫车", nameEn: "Sweeper", dutyGrid: 0, plate: "A·1234" };
    return tx.put("units", { platform: "test", ...vehicle });
  });
  return { hub, unit: uid };
}

test("U4, U5, U6 what a terminal says reaches the window, and what cannot be true or is nobody's business does not", async () => {
  const { hub, unit } = await hubWithVehicle();
  const host = await openHost({
    dataDir: join(dir, "host"),
    language: "en",
    basemap: null,
    token: "",
    keepMonths: null,
    name: "test",
    log: () => {},
  });
  closing.push(() => host.close());
  const window = openWindow(host);
  window.open({ view: "units" });
  const trail = window.open({ view: "trail", unit, minutes: 30 });
  host.connect(hub.url);
  await window.until(() => host.report().state === "live");
  const latest = () =>
    window.heard().findLast((message) => message.say === "tracks")?.value as TrackColumns | undefined;
  const now = () => Math.floor(hub.now() / 1_000) * 1_000;
  const say = await terminalAt(hub.jt808Port as number);

  const first = now() - 60_000;
  await say({ at: first, lon: 114.5 });
  await window.until(() => latest()?.lon[0] === 114.5);
  expect(latest()).toMatchObject({ uid: Uint32Array.of(unit), at: Float64Array.of(first), speed: Float32Array.of(30) });
  expect(latest()).toMatchObject({ fuel: Float32Array.of(40), mileage: Float32Array.of(100) });

  await say({ at: first + 10_000, lon: 114.503 });
  await window.until(() => latest()?.lon[0] === 114.503);
  await say({ at: first + 11_000, lon: 114.9 });
  await say({ at: now() + 3_600_000, lon: 114.503 });
  await say({ at: first + 20_000, lon: 0, status: ACC, fuel: 39 });
  await window.until(() => latest()?.fuel[0] === 39);
  // No fix: where and when it was last seen, and that it is so.
  expect(latest()).toMatchObject({ lon: Float64Array.of(114.503), at: Float64Array.of(first + 10_000) });
  expect((latest() as TrackColumns).device[0]).toBe(ACC);
  const health = (await (await fetch(`${hub.url}/health`)).json()) as { positions: { fixes: object } };
  expect(health.positions.fixes).toEqual({ future: 1, jump: 1, speed: 0, place: 0 });

  await window.until(() => ((trail.value() as WholeValues["trail"] | undefined)?.at.length ?? 0) === 2);
  expect((trail.value() as WholeValues["trail"]).at).toEqual(Float64Array.of(first, first + 10_000));

  await say({ at: now(), lon: 114.504, status: LOCATED | OUT_OF_SERVICE });
  await window.until(() => latest()?.uid.length === 0);
});
