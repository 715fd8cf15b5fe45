import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decodeRecord, encodeRecord, recordsIn, type BoxRecord } from "./records.ts";
import { LIMITS, openRing, type Ring, type RingLimits } from "./ring.ts";

let folder: string;
let now = 0;
let room = 10 ** 12;
const open: Ring[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "citywall-ring-"));
  now = 1_795_000_000_000;
  room = 10 ** 12;
});
afterEach(async () => {
  for (const ring of open.splice(0)) await ring.close();
  rmSync(folder, { recursive: true, force: true });
});

function ringOf(some: Partial<RingLimits> = {}): Ring {
  const ring = openRing({
    folder,
    limits: { ...LIMITS, ...some },
    wall: () => now,
    real: () => now,
    free: async () => room,
  });
  open.push(ring);
  return ring;
}

const picture = (at: number, size = 100): BoxRecord => ({
  kind: "picture",
  at,
  wall: at,
  name: "大厅/1",
  body: new Uint8Array(size).fill(at % 251),
});

async function all(ring: Ring, from = 0, to = Number.MAX_SAFE_INTEGER): Promise<BoxRecord[]> {
  const found: BoxRecord[] = [];
  for await (const record of ring.read(from, to)) found.push(record);
  return found;
}

/** Adds pictures a second apart. */
async function film(ring: Ring, seconds: number, size = 100): Promise<void> {
  for (let i = 0; i < seconds; i++) {
    ring.add(picture(now, size));
    now += 1_000;
    if (i % 5 === 0) await ring.settled();
  }
  await ring.settled();
}

describe("the ring of the black box", () => {
  test("X78 any record comes back from its bytes, and what is cut off or changed does not", () => {
    const record = fc.record({
      kind: fc.constantFrom("picture" as const, "act" as const),
      at: fc.double({ noNaN: true }),
      wall: fc.double({ noNaN: true }),
      name: fc.string({ unit: "grapheme", maxLength: 60 }),
      body: fc.uint8Array({ maxLength: 500 }),
    });
    fc.assert(
      fc.property(record, fc.nat(), (it, where) => {
        const bytes = encodeRecord(it);
        const back = decodeRecord(bytes, 0);
        expect({ ...back?.record, body: [...(back?.record.body ?? [])] }).toEqual({ ...it, body: [...it.body] });
        expect(decodeRecord(bytes.subarray(0, where % bytes.length), 0)).toBeNull();
        const spoiled = Buffer.from(bytes);
        spoiled[where % bytes.length]! ^= 0x40;
        expect(decodeRecord(spoiled, 0)).toBeNull();
      }),
    );
  });

  test("what was recorded is read in its order, for the stretch asked for and no other, also by another run", async () => {
    const first = ringOf({ segmentMs: 10_000 });
    const began = now;
    await film(first, 35);
    expect(readdirSync(folder).length).toBe(4);
    const some = await all(first, began + 8_000, began + 21_000);
    expect(some.map(({ at }) => (at - began) / 1_000)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
    await first.close();
    const second = ringOf({ segmentMs: 10_000 });
    expect((await all(second)).length).toBe(35);
    await film(second, 5);
    expect((await all(second)).length).toBe(40);
    expect(second.span()).toEqual({ from: began, to: began + 39_000 });
    expect(readdirSync(folder).length).toBe(5);
  });

  test("X75 it never holds more than its bytes, and the oldest goes first", async () => {
    const ring = ringOf({ bytes: 20_000, segmentMs: 60_000 });
    const began = now;
    for (let rounds = 0; rounds < 20; rounds++) {
      await film(ring, 30);
      const onDisk = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
      expect(onDisk).toBe(ring.bytes());
      expect(onDisk).toBeLessThanOrEqual(20_000);
    }
    const left = await all(ring);
    expect(left.at(-1)?.at).toBe(began + 599_000);
    expect(left.length).toBeGreaterThan(100);
    // Without a gap: what went was the oldest.
    expect(left.every(({ at }, i) => i === 0 || at - left[i - 1]!.at === 1_000)).toBe(true);
  });

  test("X75 what is older than its hours goes, however little it is", async () => {
    const ring = ringOf({ hours: 1, segmentMs: 60_000 });
    await film(ring, 120);
    now += 3_600_000;
    await film(ring, 2);
    const left = await all(ring);
    expect(left.length).toBe(2);
  });

  test("X77 while the disk has no room nothing is written, and it goes on by itself once there is", async () => {
    const ring = ringOf();
    await film(ring, 3);
    room = 1_000;
    now += 11_000;
    expect(ring.add(picture(now))).toBe(true); // this one finds out
    await ring.settled();
    expect(ring.failing()).toBe("ENOSPC");
    expect(ring.add(picture(now))).toBe(false);
    now += 11_000;
    expect(ring.add(picture(now))).toBe(true); // tried again, in vain
    await ring.settled();
    expect(ring.failing()).toBe("ENOSPC");
    room = 10 ** 12;
    now += 11_000;
    ring.add(picture(now));
    await ring.settled();
    expect(ring.failing()).toBeNull();
    await film(ring, 2);
    expect((await all(ring)).length).toBe(6);
  });

  test("X77 a folder that cannot be made is told and never thrown", async () => {
    const file = join(folder, "taken");
    writeFileSync(file, "");
    const ring = openRing({ folder: join(file, "box"), limits: LIMITS, wall: () => now, real: () => now });
    expect(ring.add(picture(now))).toBe(true);
    await ring.settled();
    expect(ring.failing()).toBe("ENOTDIR");
    await ring.close();
  });

  test("X78 a file that was cut off is read up to its last whole record, and an empty one goes", async () => {
    const first = ringOf();
    await film(first, 10);
    await first.close();
    const [name] = readdirSync(folder);
    const file = join(folder, name!);
    truncateSync(file, statSync(file).size - 7);
    writeFileSync(join(folder, "00000002.box"), "not a record");
    const second = ringOf();
    expect((await all(second)).length).toBe(9);
    expect(readdirSync(folder)).toEqual([name]);
    appendFileSync(file, "rubbish");
    expect((await all(second)).length).toBe(9);
    expect([...recordsIn(Buffer.from("rubbish"))]).toEqual([]);
  });

  test("a disk that is slow costs pictures, and never memory", async () => {
    const ring = ringOf({ waiting: 10_000 });
    const taken = Array.from({ length: 50 }, () => ring.add(picture(now++, 1_000))).filter(Boolean);
    expect(taken.length).toBe(11); // one on its way, ten behind it
    await ring.settled();
    expect((await all(ring)).length).toBe(11);
  });
});
