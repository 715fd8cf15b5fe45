/**
 * All cases of the cache as columns in memory, kept up with what the line applies.
 *
 * The columns are dense: a deleted case is replaced by the last one, so that figures run over [0, length) without gaps.
 * Positions are therefore not stable; whoever needs stable slots keeps their own (point-slots.ts).
 */
import { columnIndex, type Cell, type RecordOf, type Row } from "../../../shared/tables.ts";
import { isOpenAt, type CaseColumns } from "../../../shared/evaluation/columns.ts";

const FIRST_CAPACITY = 4_096;

/** The columns of `cases` that figures need, in the order `putValues` takes them; `uid` is the first here and in every row. */
export const FIGURE_COLUMNS = [
  "uid",
  "state",
  "source",
  "classUid",
  "department",
  "unitGrid",
  "dutyGrid",
  "lon",
  "lat",
  "deadline",
  "reportedAt",
  "acceptedAt",
  "filedAt",
  "dispatchedAt",
  "submittedAt",
  "closedAt",
  "checkedAt",
  "suspendedAt",
  "stageSince",
  "stageDue",
  "dispatchDue",
  "satisfaction",
  "reworkCount",
  "extensionCount",
  "sendBackCount",
  "marks",
  "flags",
] as const satisfies readonly (keyof RecordOf<"cases">)[];

/** Where each figure column stands in a travelling row, and in a row of the figure columns alone. */
const IN_ROW = FIGURE_COLUMNS.map((name) => columnIndex("cases", name));
const IN_VALUES = FIGURE_COLUMNS.map((_name, i) => i);
/** The times after `reportedAt` that say when a case last changed. */
const [FIRST_TIME, LAST_TIME] = [FIGURE_COLUMNS.indexOf("acceptedAt"), FIGURE_COLUMNS.indexOf("suspendedAt")];
/** Counts beyond it are shown as it. */
const MOST_COUNTED = 0xffff;

type Times = Pick<
  RecordOf<"cases">,
  "reportedAt" | "acceptedAt" | "filedAt" | "dispatchedAt" | "submittedAt" | "checkedAt" | "closedAt" | "suspendedAt"
>;

/** When a case last changed: the newest of its times, epoch ms. */
export function changedAtOf(times: Times): number {
  return Math.max(
    times.reportedAt,
    times.acceptedAt ?? 0,
    times.filedAt ?? 0,
    times.dispatchedAt ?? 0,
    times.submittedAt ?? 0,
    times.checkedAt ?? 0,
    times.closedAt ?? 0,
    times.suspendedAt ?? 0,
  );
}

const counted = (cell: Cell | undefined) => Math.min(cell as number, MOST_COUNTED);
const orNaN = (cell: Cell | undefined) => (typeof cell === "number" ? cell : Number.NaN);

type Column = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

export class CaseColumnStore implements CaseColumns {
  length = 0;
  /** Rises with every change. */
  version = 0;
  uid: Uint32Array<ArrayBuffer>;
  state: Uint8Array<ArrayBuffer>;
  source: Uint8Array<ArrayBuffer>;
  classUid: Uint32Array<ArrayBuffer>;
  department: Uint32Array<ArrayBuffer>;
  unitGrid: Uint32Array<ArrayBuffer>;
  dutyGrid: Uint32Array<ArrayBuffer>;
  lon: Float64Array<ArrayBuffer>;
  lat: Float64Array<ArrayBuffer>;
  deadline: Float64Array<ArrayBuffer>;
  reportedAt: Float64Array<ArrayBuffer>;
  acceptedAt: Float64Array<ArrayBuffer>;
  filedAt: Float64Array<ArrayBuffer>;
  dispatchedAt: Float64Array<ArrayBuffer>;
  submittedAt: Float64Array<ArrayBuffer>;
  closedAt: Float64Array<ArrayBuffer>;
  suspendedAt: Float64Array<ArrayBuffer>;
  stageSince: Float64Array<ArrayBuffer>;
  stageDue: Float64Array<ArrayBuffer>;
  dispatchDue: Float64Array<ArrayBuffer>;
  satisfaction: Float64Array<ArrayBuffer>;
  reworkCount: Uint16Array<ArrayBuffer>;
  extensionCount: Uint16Array<ArrayBuffer>;
  sendBackCount: Uint16Array<ArrayBuffer>;
  marks: Uint32Array<ArrayBuffer>;
  flags: Uint8Array<ArrayBuffer>;
  /** Newest of the case's times, epoch ms: the order of lists. */
  changedAt: Float64Array<ArrayBuffer>;
  private readonly places = new Map<number, number>();
  private readonly openPlaces = new Set<number>();

  /** @param room for so many cases at least, to begin with */
  constructor(room = 0) {
    const capacity = Math.max(FIRST_CAPACITY, 2 ** Math.ceil(Math.log2(room + 1)));
    this.uid = new Uint32Array(capacity);
    this.state = new Uint8Array(capacity);
    this.source = new Uint8Array(capacity);
    this.classUid = new Uint32Array(capacity);
    this.department = new Uint32Array(capacity);
    this.unitGrid = new Uint32Array(capacity);
    this.dutyGrid = new Uint32Array(capacity);
    this.lon = new Float64Array(capacity);
    this.lat = new Float64Array(capacity);
    this.deadline = new Float64Array(capacity);
    this.reportedAt = new Float64Array(capacity);
    this.acceptedAt = new Float64Array(capacity);
    this.filedAt = new Float64Array(capacity);
    this.dispatchedAt = new Float64Array(capacity);
    this.submittedAt = new Float64Array(capacity);
    this.closedAt = new Float64Array(capacity);
    this.suspendedAt = new Float64Array(capacity);
    this.stageSince = new Float64Array(capacity);
    this.stageDue = new Float64Array(capacity);
    this.dispatchDue = new Float64Array(capacity);
    this.satisfaction = new Float64Array(capacity);
    this.reworkCount = new Uint16Array(capacity);
    this.extensionCount = new Uint16Array(capacity);
    this.sendBackCount = new Uint16Array(capacity);
    this.marks = new Uint32Array(capacity);
    this.flags = new Uint8Array(capacity);
    this.changedAt = new Float64Array(capacity);
  }

  /** Positions of the cases that somebody still has to do something about; good until the next change. */
  get open(): ReadonlySet<number> {
    return this.openPlaces;
  }

  /** Position of a case, or undefined when it is not there. */
  indexOf(uid: number): number | undefined {
    return this.places.get(uid);
  }

  /** Puts a whole row of `cases` as it travels. */
  put(row: Row): void {
    this.write(row, IN_ROW);
  }

  /** Puts the values of `FIGURE_COLUMNS`, in that order. */
  putValues(values: readonly Cell[]): void {
    this.write(values, IN_VALUES);
  }

  private write(row: Row, at: readonly number[]): void {
    const uid = row[0] as number;
    let i = this.places.get(uid);
    if (i === undefined) {
      i = this.length;
      if (i === this.uid.length) this.grow();
      this.length++;
      this.places.set(uid, i);
      this.uid[i] = uid;
    }
    this.state[i] = row[at[1] as number] as number;
    this.source[i] = row[at[2] as number] as number;
    this.classUid[i] = row[at[3] as number] as number;
    this.department[i] = row[at[4] as number] as number;
    this.unitGrid[i] = row[at[5] as number] as number;
    this.dutyGrid[i] = row[at[6] as number] as number;
    this.lon[i] = orNaN(row[at[7] as number]);
    this.lat[i] = orNaN(row[at[8] as number]);
    this.deadline[i] = orNaN(row[at[9] as number]);
    let newest = row[at[10] as number] as number;
    this.reportedAt[i] = newest;
    for (let k = FIRST_TIME; k <= LAST_TIME; k++) {
      const time = row[at[k] as number];
      if (typeof time === "number" && time > newest) newest = time;
    }
    this.acceptedAt[i] = orNaN(row[at[11] as number]);
    this.filedAt[i] = orNaN(row[at[12] as number]);
    this.dispatchedAt[i] = orNaN(row[at[13] as number]);
    this.submittedAt[i] = orNaN(row[at[14] as number]);
    this.closedAt[i] = orNaN(row[at[15] as number]);
    this.suspendedAt[i] = orNaN(row[at[17] as number]);
    this.stageSince[i] = row[at[18] as number] as number;
    this.stageDue[i] = orNaN(row[at[19] as number]);
    this.dispatchDue[i] = orNaN(row[at[20] as number]);
    this.satisfaction[i] = orNaN(row[at[21] as number]);
    this.reworkCount[i] = counted(row[at[22] as number]);
    this.extensionCount[i] = counted(row[at[23] as number]);
    this.sendBackCount[i] = counted(row[at[24] as number]);
    this.marks[i] = row[at[25] as number] as number;
    this.flags[i] = row[at[26] as number] as number;
    this.changedAt[i] = newest;
    if (isOpenAt(this, i)) this.openPlaces.add(i);
    else this.openPlaces.delete(i);
    this.version++;
  }

  /** Removes a case; nothing happens when it is not there. */
  del(uid: number): void {
    const i = this.places.get(uid);
    if (i === undefined) return;
    this.places.delete(uid);
    const last = --this.length;
    const lastIsOpen = this.openPlaces.delete(last);
    if (i !== last) {
      if (lastIsOpen) this.openPlaces.add(i);
      else this.openPlaces.delete(i);
      for (const column of Object.values(this.columns())) column[i] = column[last] as number;
      this.places.set(this.uid[i] as number, i);
    }
    this.version++;
  }

  /** The columns by name, in an order that is the program's own; good until the next change. */
  columns(): Readonly<Record<string, Column>> {
    return Object.fromEntries(
      Object.entries(this).filter((entry): entry is [string, Column] => ArrayBuffer.isView(entry[1])),
    );
  }

  /** Takes it that the columns of the first so many cases have been filled from outside. */
  adopt(length: number): void {
    this.length = length;
    for (let i = 0; i < length; i++) {
      this.places.set(this.uid[i] as number, i);
      if (isOpenAt(this, i)) this.openPlaces.add(i);
    }
    this.version++;
  }

  private grow(): void {
    const wider = <T extends Column>(column: T): T => {
      const Type = column.constructor as new (length: number) => T;
      const grown = new Type(column.length * 2);
      grown.set(column);
      return grown;
    };
    this.uid = wider(this.uid);
    this.state = wider(this.state);
    this.source = wider(this.source);
    this.classUid = wider(this.classUid);
    this.department = wider(this.department);
    this.unitGrid = wider(this.unitGrid);
    this.dutyGrid = wider(this.dutyGrid);
    this.lon = wider(this.lon);
    this.lat = wider(this.lat);
    this.deadline = wider(this.deadline);
    this.reportedAt = wider(this.reportedAt);
    this.acceptedAt = wider(this.acceptedAt);
    this.filedAt = wider(this.filedAt);
    this.dispatchedAt = wider(this.dispatchedAt);
    this.submittedAt = wider(this.submittedAt);
    this.closedAt = wider(this.closedAt);
    this.suspendedAt = wider(this.suspendedAt);
    this.stageSince = wider(this.stageSince);
    this.stageDue = wider(this.stageDue);
    this.dispatchDue = wider(this.dispatchDue);
    this.satisfaction = wider(this.satisfaction);
    this.reworkCount = wider(this.reworkCount);
    this.extensionCount = wider(this.extensionCount);
    this.sendBackCount = wider(this.sendBackCount);
    this.marks = wider(this.marks);
    this.flags = wider(this.flags);
    this.changedAt = wider(this.changedAt);
  }
}
