/**
 * Visits as columns in memory, so that a day is counted by one pass over numbers.
 *
 * Nothing is read before somebody asks. Then the newest are read at once and the older ones slice by slice behind them: the
 * running day is right from the first answer on, and the weeks before it within a second.
 */
import { columnIndex, type Row } from "../../../shared/tables.ts";
import { VISIT_BY } from "../../../shared/place-kinds.ts";
import type { VisitColumns } from "../../../shared/coverage/cover.ts";
import type { TableChange } from "../cache/changes.ts";
import type { ReadHandle } from "../cache/handles.ts";

/** Rows read at once when somebody asks first: more than two days of a middling city. */
const FIRST_ROWS = 40_000;
/** Rows of each slice after that. */
const SLICE_ROWS = 15_000;
/** uids of one page of the way from a uid to its slot. */
const PAGE = 1_024;

const LOADED = ["uid", "by", "eye", "kind", "subject", "fromAt", "toAt"] as const;
const PLACES = LOADED.map((name) => columnIndex("visits", name));

export class VisitColumnStore implements VisitColumns {
  private readonly handle: ReadHandle;
  private state: "unread" | "reading" | "read" = "unread";
  private revision = 0;
  private readonly free: number[] = [];
  private readonly pages = new Map<number, Int32Array>();
  /** Slots in use, empty ones included. An empty one has no end. */
  length = 0;
  subject = new Uint32Array(0);
  /** Index in VISIT_BY. */
  by = new Uint8Array(0);
  eye = new Uint32Array(0);
  place = new Uint8Array(0);
  from = new Float64Array(0);
  to = new Float64Array(0);

  constructor(handle: ReadHandle) {
    this.handle = handle;
  }

  /** Rises when older visits have been read. */
  version(): number {
    return this.revision;
  }

  /** Reads the newest visits if nobody has asked before, and begins to read the others. */
  wake(): void {
    if (this.state !== "unread") return;
    this.state = "reading";
    const page = this.handle
      .prepare<[number, number], Row>(`SELECT ${LOADED.join(", ")} FROM visits WHERE uid < ? ORDER BY uid DESC LIMIT ?`)
      .raw();
    let before = Number.MAX_SAFE_INTEGER;
    const read = (limit: number): void => {
      const rows = page.all(before, limit);
      for (const row of rows) if (this.slotOf(row[0] as number) < 0) this.put(row);
      before = (rows.at(-1)?.[0] as number | undefined) ?? before;
      if (rows.length < limit) this.state = "read";
      else setImmediate(slice);
    };
    const slice = () => {
      if (!this.handle.open) return;
      read(SLICE_ROWS);
      this.revision++;
    };
    read(FIRST_ROWS);
  }

  /** Takes over what changed; nothing before somebody has asked. */
  take({ put, del }: TableChange): void {
    if (this.state === "unread") return;
    for (const row of put) this.put(PLACES.map((place) => row[place] as Row[number]));
    for (const uid of del) {
      const slot = this.slotOf(uid);
      if (slot < 0) continue;
      this.to[slot] = Number.NaN;
      this.from[slot] = Number.NaN;
      this.pages.get(Math.floor(uid / PAGE))?.fill(0, uid % PAGE, (uid % PAGE) + 1);
      this.free.push(slot);
    }
  }

  private slotOf(uid: number): number {
    return (this.pages.get(Math.floor(uid / PAGE))?.[uid % PAGE] ?? 0) - 1;
  }

  /** @param row values in the order of `LOADED` */
  private put([uid, by, eye, kind, subject, from, to]: Row): void {
    let slot = this.slotOf(uid as number);
    if (slot < 0) {
      slot = this.free.pop() ?? this.length++;
      if (slot >= this.subject.length) this.grow();
      const page = this.pages.get(Math.floor((uid as number) / PAGE)) ?? new Int32Array(PAGE);
      this.pages.set(Math.floor((uid as number) / PAGE), page);
      page[(uid as number) % PAGE] = slot + 1;
    }
    this.by[slot] = (VISIT_BY as readonly unknown[]).indexOf(by);
    this.eye[slot] = eye as number;
    this.place[slot] = kind === "place" ? 1 : 0;
    this.subject[slot] = subject as number;
    this.from[slot] = from as number;
    this.to[slot] = to as number;
  }

  private grow(): void {
    const size = Math.max(4_096, Math.ceil(this.subject.length * 1.5));
    const grown = <T extends { set(values: T): void }>(values: T, to: T): T => {
      to.set(values);
      return to;
    };
    this.subject = grown(this.subject, new Uint32Array(size));
    this.by = grown(this.by, new Uint8Array(size));
    this.eye = grown(this.eye, new Uint32Array(size));
    this.place = grown(this.place, new Uint8Array(size));
    this.from = grown(this.from, new Float64Array(size));
    this.to = grown(this.to, new Float64Array(size));
  }
}
