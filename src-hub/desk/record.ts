/**
 * The record of acts (操作记录) as the desk writes it: one line for each request that changed something or was refused, in the
 * transaction of the change itself.
 *
 * Rules (docs/rules.md): Z66.
 */
import { TABLES, type RecordOf, type TableName } from "../../shared/tables.ts";
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import type { Store, Tx } from "../store/store.ts";
import type { Asker, Told } from "./answer.ts";

/** Which table a request is about. `null`: it is written down elsewhere, or too often to be anybody's act. */
const SUBJECT: Readonly<Record<DeskRequest["ask"], TableName | null>> = {
  case: "cases",
  report: "cases",
  claim: "cases",
  looked: null,
  holdCamera: null,
  putCamera: "cameras",
  removeCamera: "cameras",
  putGateway: "gateways",
  removeGateway: "gateways",
  putCameraGroup: "cameraGroups",
  removeCameraGroup: "cameraGroups",
  putDepartment: "departments",
  removeDepartment: "departments",
  putContact: "contacts",
  removeContact: "contacts",
  confirmContact: "contacts",
  putRule: "rules",
  resetRule: "rules",
  markAlarm: "alarmMarks",
  writeHandover: "handovers",
  signHandover: "handovers",
  setTarget: "targets",
  clearTarget: "targets",
  enterLedger: "ledger",
  withdrawLedger: "ledger",
  freeze: "frozen",
};

/** Tables whose rows are too large for the record, or have a history of their own. */
const WITHOUT_BODY: ReadonlySet<TableName> = new Set(["cases", "frozen", "rules"]);

/** How a row is called where it is one of many. */
const LABELS: { readonly [T in TableName]?: (record: RecordOf<T>) => string } = {
  cases: ({ caseNo }) => caseNo,
  departments: ({ shortName, name }) => shortName || name,
  contacts: ({ name }) => name,
  cameras: ({ name }) => name,
  gateways: ({ name }) => name,
  cameraGroups: ({ name }) => name,
  targets: ({ indicator }) => indicator,
  ledger: ({ scheme, month, kind, item }) => [scheme, month, item || kind].join(" "),
  frozen: ({ scheme, period }) => `${scheme} ${period}`,
  rules: ({ kind, name }) => `${kind}/${name}`,
  alarmMarks: ({ alarm }) => alarm,
  handovers: ({ writtenBy }) => writtenBy,
};

/** What a list calls a record. */
export function labelOf<T extends TableName>(table: T, record: RecordOf<T>): string {
  return (LABELS[table] as ((record: RecordOf<T>) => string) | undefined)?.(record) ?? "";
}

/** A transaction that is looked over while a request is decided. */
export interface Witness {
  /** The transaction to decide in. */
  readonly tx: Tx;
  tell(more: Partial<Told>): void;
  /** Writes the line, where there is something to write down. */
  record(answer: DeskAnswer): void;
}

/** Who asks, and when (hub time, epoch ms). */
export interface ActBy {
  readonly asker: Asker;
  readonly by: string;
  readonly at: number;
}

/** What an act is called and about. `table`: null when nothing is to be written down. */
export interface About {
  readonly act: string;
  readonly table: TableName | null;
  readonly text: string;
  /** What is known of the subject when nothing of it was changed. */
  named(): Pick<Told, "uid" | "label">;
}

/**
 * Looks over one transaction. Of the changes of the table that the act is about the first one is told, with the row before
 * and after; what the parts of the desk tell themselves goes before that.
 */
export function witness(store: Store, tx: Tx, { asker, by, at }: ActBy, about: About): Witness {
  const { act, table, text } = about;
  let seen: Partial<Told> | null = null;
  let told: Partial<Told> = {};
  let wrote = false;

  function see<T extends TableName>(of: T, uid: number, before: RecordOf<T> | null, after: RecordOf<T> | null): void {
    wrote = true;
    if (of !== table || seen !== null) return;
    const named = after ?? before;
    seen = {
      subject: of,
      uid,
      label: named === null ? "" : labelOf(of, named),
      before: textOf(of, before),
      after: textOf(of, after),
    };
  }

  const watched: Tx = {
    ...tx,
    put(of, draft) {
      const wanted = of === table && seen === null;
      const before = wanted && !WITHOUT_BODY.has(of) ? store.find(of, draft.platform, draft.id) : null;
      const result = tx.put(of, draft);
      if (result.outcome !== "same") see(of, result.uid, before, recordOfDraft(of, result.uid, draft));
      return result;
    },
    del(of, uid) {
      const before = of === table && seen === null ? store.get(of, uid) : null;
      const removed = tx.del(of, uid);
      if (removed) see(of, uid, before, null);
      return removed;
    },
    restore(of, record) {
      const restored = tx.restore(of, record);
      if (restored) see(of, record.uid, null, record);
      return restored;
    },
  };

  return {
    tx: watched,
    tell(more) {
      told = { ...told, ...more };
    },
    record(answer) {
      if (table === null || (answer.answer !== "done" && answer.answer !== "refused")) return;
      const { changed, ...rest } = told;
      if (answer.answer === "done" && !wrote && changed !== true) return;
      const nothing = { subject: table, uid: 0, label: "", text, before: "", after: "" };
      const subject = seen ?? about.named();
      const outcome = answer.answer === "done" ? "done" : answer.refused;
      const { role, host: machine = "", person } = asker;
      const who = { person: person?.uid ?? 0, name: by, role, machine };
      store.recordAct({ at, ...who, act, outcome, ...nothing, ...subject, ...rest });
    },
  };
}

/** What a request is called and about. */
export function aboutRequest(store: Store, request: DeskRequest): About {
  const { ask } = request;
  const table = SUBJECT[ask];
  const text = ask === "case" ? request.command.kind : ask === "claim" ? (request.reason ?? "") : "";
  return {
    act: ask,
    table,
    text,
    named() {
      const record =
        table === null ? null : "uid" in request ? store.get(table, request.uid) : foundBy(store, table, request);
      if (table === null || record === null) return { uid: 0, label: nameIn(request) };
      return { uid: record.uid, label: labelOf(table, record) };
    },
  };
}

function foundBy(store: Store, table: TableName, request: DeskRequest): RecordOf<TableName> | null {
  return "id" in request && "platform" in request ? store.find(table, request.platform, request.id) : null;
}

/** What a request calls something that is not there yet. */
function nameIn(request: DeskRequest): string {
  switch (request.ask) {
    case "putDepartment":
      return request.department.name;
    case "putContact":
      return request.contact.name;
    case "putCamera":
      return request.camera.name;
    case "putGateway":
      return request.gateway.name;
    case "putCameraGroup":
      return request.group.name;
    case "putRule":
    case "resetRule":
      return `${request.kind}/${request.name}`;
    case "setTarget":
    case "clearTarget":
      return request.indicator;
    case "markAlarm":
      return request.alarm;
    case "enterLedger":
      return `${request.scheme} ${request.month} ${request.item || request.kind}`;
    case "freeze":
      return `${request.scheme} ${request.period}`;
    default:
      return "";
  }
}

function textOf<T extends TableName>(table: T, record: RecordOf<T> | null): string {
  return record === null || WITHOUT_BODY.has(table) ? "" : JSON.stringify(record);
}

/** The record in the order of its columns, so that equal rows have equal texts. */
function recordOfDraft<T extends TableName>(table: T, uid: number, draft: Omit<RecordOf<T>, "uid">): RecordOf<T> {
  const fields: Readonly<Record<string, unknown>> = { ...draft, uid };
  return Object.fromEntries(Object.keys(TABLES[table]).map((name) => [name, fields[name]])) as RecordOf<T>;
}
