/**
 * Which unit a vehicle terminal belongs to: the one whose id is the terminal's number, or whose plate the terminal named
 * when it registered. What was found by a plate is remembered, for a terminal registers once in its life.
 */
import { createHmac, randomBytes } from "node:crypto";
import type { Store } from "../store/store.ts";

const NOTE = "jt808";
/** Units are read again when they are asked for after so long, real ms. */
const UNITS_FOR_MS = 5_000;

interface Kept {
  /** What codes of terminals are made with, hex. */
  readonly secret: string;
  /** uid of a unit by the number of its terminal. */
  readonly byPhone: Readonly<Record<string, number>>;
}

export interface TerminalUnits {
  /** uid of the terminal's unit; null when none is known. */
  of(phone: string): number | null;
  /** Finds the unit of a terminal that registers; null when neither number nor plate is known. */
  register(phone: string, plate: string): number | null;
  /** The code that this hub gives to a terminal, the same each time. */
  code(phone: string): string;
}

/** A plate as it is compared: without the signs people put between its letters. */
const plain = (plate: string): string => plate.toUpperCase().replaceAll(/[^\p{Letter}\p{Number}]/gu, "");

/** @param real monotonic real ms */
export function terminalUnits(store: Pick<Store, "each" | "note" | "setNote">, real: () => number): TerminalUnits {
  const read = store.note(NOTE);
  let kept: Kept =
    read === null ? { secret: randomBytes(32).toString("hex"), byPhone: {} } : (JSON.parse(read) as Kept);
  if (read === null) store.setNote(NOTE, JSON.stringify(kept));
  let byId = new Map<string, number>();
  let byPlate = new Map<string, number>();
  let readAt = -Infinity;

  function look(): void {
    if (real() - readAt < UNITS_FOR_MS) return;
    readAt = real();
    byId = new Map();
    byPlate = new Map();
    for (const { uid, id, plate } of store.each("units")) {
      byId.set(id.replace(/^0+(?=\d)/, ""), uid);
      if (plain(plate) !== "") byPlate.set(plain(plate), uid);
    }
  }

  return {
    of(phone) {
      look();
      return byId.get(phone) ?? kept.byPhone[phone] ?? null;
    },
    register(phone, plate) {
      look();
      const own = byId.get(phone);
      if (own !== undefined) return own;
      const uid = byPlate.get(plain(plate));
      if (uid === undefined) return null;
      if (kept.byPhone[phone] !== uid) {
        kept = { ...kept, byPhone: { ...kept.byPhone, [phone]: uid } };
        store.setNote(NOTE, JSON.stringify(kept));
      }
      return uid;
    },
    code: (phone) => createHmac("sha256", kept.secret).update(phone).digest("hex").slice(0, 16),
  };
}
