import { connect, type Socket } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { frameCutter, readFrame, writeFrame, type JtMessage } from "../../shared/device/jt808-frame.ts";
import { JT_ID } from "../../shared/device/jt808.ts";
import { UNIT_STATUS } from "../../shared/track.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { openGateway, type Gateway } from "./jt808-gateway.ts";
import { terminal, type Track } from "./jt808-terminal.ts";
import { terminalUnits } from "./jt808-units.ts";

const PHONE = "13800138000";
const PLATE_GBK = [0xc1, 0xd9, 0x41, 0x31, 0x32, 0x33, 0x34]; // 临A1234
const units = [
  { uid: 5, id: "vehicle-1", plate: "临A·1234" },
  { uid: 9, id: "013900139000", plate: "" },
] as unknown as RecordOf<"units">[];

function storeWithNotes() {
  const notes = new Map<string, string>();
  return {
    each: () => units.values() as never,
    note: (key: string) => notes.get(key) ?? null,
    setNote: (key: string, value: string) => void notes.set(key, value),
  };
}

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

/** A terminal as a test speaks for it: says a message and waits for the answer. */
async function dial(port: number, phone = PHONE, edition: 2013 | 2019 = 2013) {
  const socket: Socket = connect(port, "127.0.0.1");
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
  await new Promise((resolve) => socket.once("connect", resolve));
  opened.push({ close: () => socket.destroy() });
  const ask = async (id: number, body: readonly number[]): Promise<JtMessage> => {
    socket.write(writeFrame({ id, edition, phone, serial: ++serial, body: Uint8Array.from(body) }));
    while (answers.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return answers.shift() as JtMessage;
  };
  return { socket, ask };
}

async function open(store = storeWithNotes()): Promise<{ gateway: Gateway; tracks: Track[] }> {
  const tracks: Track[] = [];
  const gateway = await openGateway({
    host: "127.0.0.1",
    port: 0,
    units: terminalUnits(store, () => performance.now()),
    onTrack: (track) => tracks.push(track),
  });
  opened.push(gateway);
  return { gateway, tracks };
}

test("U7 whatever a terminal says is answered or counted", () => {
  const message = fc.record({
    id: fc.constantFrom(...Object.values(JT_ID), 0x0900),
    edition: fc.constantFrom<2013 | 2019>(2013, 2019),
    phone: fc.constantFrom(PHONE, "13900139000", "1"),
    serial: fc.nat(0xffff),
    body: fc.uint8Array({ maxLength: 90 }),
  });
  const said = fc.oneof(
    message.map((each) => writeFrame(each).slice(1, -1)),
    fc.uint8Array({ maxLength: 60 }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(said, { maxLength: 20 }), (all) => {
      let asides = 0;
      const tracks: Track[] = [];
      const known = terminalUnits(storeWithNotes(), () => 0);
      const one = terminal({ units: known, onTrack: (track) => tracks.push(track), onAside: () => asides++ });
      for (const between of all) {
        const before = asides;
        const answer = one.take(between);
        if (answer === null) expect(asides).toBe(before + 1);
        else expect("ok" in readFrame(answer.subarray(1, -1))).toBe(true);
      }
      // Nobody has shown a code that was given out.
      expect(tracks).toEqual([]);
    }),
  );
});

const REGISTRATION = [...new Uint8Array(37), ...PLATE_GBK];
const hex = (text: string) => (text.match(/[0-9a-f]{2}/gi) ?? []).map((pair) => Number.parseInt(pair, 16));
const FIX = hex("00000002 00080003 01aec3b7 06bb4b0b 002d 016d 010f 261122081530 01040001e240 0202019f");
const result = (answer: JtMessage) => answer.body.at(-1);

describe("U7 the port for vehicle terminals", () => {
  test("registers by plate, knows the code again, and takes positions", async () => {
    const { gateway, tracks } = await open();
    const { ask } = await dial(gateway.port);
    const registered = await ask(JT_ID.register, REGISTRATION);
    expect(registered).toMatchObject({ id: JT_ID.registered, phone: PHONE });
    expect([...registered.body.subarray(0, 3)]).toEqual([0, 1, 0]);
    const code = [...registered.body.subarray(3)];
    expect(code.length).toBe(16);
    const known = await ask(JT_ID.authenticate, code);
    expect([...known.body]).toEqual([0, 2, 1, 2, 0]);
    expect(result(await ask(JT_ID.heartbeat, []))).toBe(0);
    expect(result(await ask(JT_ID.position, FIX))).toBe(0);
    const at = Date.UTC(2026, 10, 22, 0, 15, 30);
    expect(tracks).toEqual([
      [5, 112.937739, 28.230583, 271, 36.5, UNIT_STATUS.indexOf("onDuty"), at, 0x80003, 2, 41.5, 12_345.6],
    ]);
    expect(gateway.terminals()).toBe(1);
    expect(gateway.counts().positions).toBe(1);
  });

  test("knows a terminal by its number too, in the later edition, and after a restart by what it kept", async () => {
    const store = storeWithNotes();
    const first = await open(store);
    const later = await dial(first.gateway.port, "13900139000", 2019);
    const registered = await later.ask(JT_ID.register, [...new Uint8Array(76)]);
    expect(registered.edition).toBe(2019);
    const code = [...registered.body.subarray(3)];
    expect(result(await later.ask(JT_ID.authenticate, [16, ...code]))).toBe(0);
    const byPlate = await dial(first.gateway.port);
    const plateCode = [...(await byPlate.ask(JT_ID.register, REGISTRATION)).body.subarray(3)];
    await first.gateway.close();

    const second = await open(store);
    const again = await dial(second.gateway.port);
    expect(result(await again.ask(JT_ID.authenticate, plateCode))).toBe(0);
    expect(result(await again.ask(JT_ID.position, FIX))).toBe(0);
    expect(second.tracks.map(([uid]) => uid)).toEqual([5]);
  });

  test("counts and refuses what it cannot use, and goes on with what follows", async () => {
    const { gateway, tracks } = await open();
    const { ask, socket } = await dial(gateway.port);
    expect(result(await ask(JT_ID.position, FIX))).toBe(1);
    expect(result(await ask(JT_ID.authenticate, hex("616263")))).toBe(1);
    expect(result(await ask(JT_ID.register, [...new Uint8Array(40)]))).toBe(4);
    const code = [...(await ask(JT_ID.register, REGISTRATION)).body.subarray(3)];
    await ask(JT_ID.authenticate, code);
    expect(result(await ask(JT_ID.position, FIX.slice(0, 20)))).toBe(2);
    expect(result(await ask(0x0900, [1, 2]))).toBe(3);
    // Broken on the way: there is nobody to answer, and the next message is heard.
    const broken = writeFrame({ id: 2, edition: 2013, phone: PHONE, serial: 1, body: new Uint8Array(0) });
    broken[3] = (broken[3] as number) ^ 1;
    socket.write(broken);
    expect(result(await ask(JT_ID.position, FIX))).toBe(0);
    expect(tracks.length).toBe(1);
    expect(gateway.counts().asides).toMatchObject({
      notAuthenticated: 1,
      wrongCode: 1,
      unknownUnit: 1,
      body: 1,
      checksum: 1,
      length: 0,
    });
  });
});
