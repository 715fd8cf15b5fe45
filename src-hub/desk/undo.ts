/**
 * Taking back what was changed in a register: the row is again what it was before, under the uid it had. It is an act of its
 * own, and can be taken back in turn.
 *
 * Rules (docs/rules.md): Z70.
 */
import { RULE_KINDS } from "../../shared/rules/check.ts";
import { EVERYTHING, scopeText } from "../../shared/scope.ts";
import { RULES_PLATFORM, TABLE_NAMES, rowOf, type RecordOf, type TableName } from "../../shared/tables.ts";
import type { DeskAnswer } from "../../shared/wire/desk.ts";
import type { OfficeRefusal } from "../../shared/wire/office.ts";
import type { KeptAct } from "../store/audit.ts";
import type { Store, Tx } from "../store/store.ts";
import { done, isSeen, refused, type Asker, type Deciding, type DeskRules } from "./answer.ts";
import { camerasOf, isGatewayInUse, removeCamera } from "./cameras.ts";
import { contactsOf } from "./departments.ts";
import { witness } from "./record.ts";
import { publish } from "./rule-edits.ts";

/** Acts that can be taken back, and the tables they are about. Whatever else was done stays done. */
const ACTS: ReadonlySet<string> = new Set([
  ...["putDepartment", "removeDepartment", "putContact", "removeContact", "confirmContact", "setTarget", "clearTarget"],
  ...["putCamera", "removeCamera", "putGateway", "removeGateway", "putCameraGroup", "removeCameraGroup"],
  ...["putRule", "resetRule", "undo"],
]);
const REGISTERS = ["departments", "contacts", "targets", "cameras", "gateways", "cameraGroups"] as const;
type Register = (typeof REGISTERS)[number];
/** What the hub finds out by itself and nobody wrote: it stays as it is now. */
const FOUND = { online: null, watchedFrom: null };

interface Looking {
  readonly store: Store;
  readonly rules: DeskRules;
}

/** How an act is taken back; null when it cannot be, or when what it changed is otherwise by now. */
type Way = ((deciding: Deciding) => DeskAnswer) | null;

export function isUndoable(looking: Looking, act: KeptAct): boolean {
  return wayBack(looking, act) !== null;
}

/** Takes an act back in the transaction given, and writes that down as an act. Why not, or null when it is done. */
export function undoAct(
  { asker, tx, at, store, rules }: Looking & { readonly tx: Tx; readonly asker: Asker; readonly at: number },
  act: KeptAct,
): OfficeRefusal | null {
  if (asker.role !== "admin") return "notAllowed";
  if (!isActSeen({ store, asker }, act)) return "unknown";
  if (!ACTS.has(act.act) || act.outcome !== "done") return "notUndoable";
  const way = wayBack({ store, rules }, act);
  const by = asker.person?.name ?? "";
  const seen = witness(
    store,
    tx,
    { asker, by, at },
    {
      act: "undo",
      table: act.subject as TableName,
      text: String(act.audit),
      named: () => ({ uid: act.uid, label: act.label }),
    },
  );
  const deciding = { store, rules, tx: seen.tx, asker, id: "", by, at, tell: seen.tell };
  const answer = way === null ? refused("changedSince") : way(deciding);
  seen.record(answer);
  return answer.answer === "done" ? null : "changedSince";
}

/**
 * Whether what an act was about is there for somebody. What is in a register is judged as it was then, everything else as it is
 * now; what is gone is there for whoever sees everything.
 */
export function isActSeen({ store, asker }: Pick<Deciding, "store" | "asker">, act: KeptAct): boolean {
  const { subject, uid, before, after } = act;
  const table = TABLE_NAMES.find((each) => each === subject);
  if (table === undefined || seesEverything(asker)) return true;
  const register = REGISTERS.find((each) => each === subject);
  const texts = register === undefined ? [] : [before, after].filter((text) => text !== "");
  if (register !== undefined && texts.length > 0) {
    return texts.every((text) => isSeen({ asker }, register, kept(register, text).record));
  }
  const record = uid === 0 ? null : store.get(table, uid);
  return record !== null && isSeen({ asker }, table, record);
}

/** All of the city; whether with personal data or without. */
function seesEverything({ scope }: Asker): boolean {
  const { personal, textsSince } = scope;
  return scopeText(scope) === scopeText({ ...EVERYTHING, personal, textsSince });
}

function wayBack(looking: Looking, act: KeptAct): Way {
  if (!ACTS.has(act.act) || act.outcome !== "done") return null;
  if (act.subject === "rules") return ruleBack(looking, act);
  const table = REGISTERS.find((each) => each === act.subject);
  if (table === undefined || !isAsLeft(looking, table, act)) return null;
  if (act.before === "") return removal(looking, table, act.uid);
  const { record, contacts, groups } = kept(table, act.before);
  if (!namesWhatIs(looking, table, record)) return null;
  if (act.after !== "") return (deciding) => putBack(deciding, table, record);
  return (deciding) => bringBack(deciding, table, record, contacts, groups);
}

/** A rule is as it was left when what is in force is what was sent. */
function ruleBack({ store }: Looking, { label, text, before, after }: KeptAct): Way {
  const [kind, ...rest] = label.split("/");
  const known = RULE_KINDS.find((each) => each === kind);
  const body = store.find("rules", RULES_PLATFORM, label)?.body ?? "";
  if (known === undefined || body !== after) return null;
  return (deciding) => publish(deciding, { kind: known, name: rest.join("/"), body: text === "edit" ? before : null });
}

/** A row as the record keeps it, with what was removed along with it. */
function kept<T extends Register>(
  table: T,
  text: string,
): { record: RecordOf<T>; contacts: RecordOf<"contacts">[]; groups: number[] } {
  const {
    contacts = [],
    groups = [],
    ...record
  } = JSON.parse(text) as RecordOf<T> & {
    contacts?: RecordOf<"contacts">[];
    groups?: number[];
  };
  return { record: record as unknown as RecordOf<T>, contacts, groups };
}

function isAsLeft<T extends Register>({ store }: Looking, table: T, { uid, after, before }: KeptAct): boolean {
  const now = store.get(table, uid);
  const textOf = (record: RecordOf<T>) => JSON.stringify(rowOf(table, { ...record, ...FOUND }));
  if (after !== "") return now !== null && textOf(now) === textOf(kept(table, after).record);
  const { platform, id } = kept(table, before).record;
  return now === null && store.find(table, platform, id) === null;
}

/** What a row names by uid must be there still. */
function namesWhatIs({ store }: Looking, table: Register, record: RecordOf<Register>): boolean {
  const there = (of: TableName, uid: number) => store.get(of, uid)?.platform === record.platform;
  switch (table) {
    case "contacts":
      return there("departments", (record as RecordOf<"contacts">).department);
    case "cameras": {
      const { department, gateway } = record as RecordOf<"cameras">;
      return (department === 0 || there("departments", department)) && (gateway === 0 || there("gateways", gateway));
    }
    default:
      return true;
  }
}

/** Removes what an act had made, unless something else goes by it already. */
function removal({ store }: Looking, table: Register, uid: number): Way {
  if (table === "cameras") return (deciding) => removeCamera(deciding, uid);
  if (table === "departments") {
    const department = store.get(table, uid) as RecordOf<"departments">;
    if (store.hasOpenCase(department.platform, uid) || contactsOf({ store }, department).length > 0) return null;
  }
  if (table === "gateways" && isGatewayInUse(store, store.get(table, uid) as RecordOf<"gateways">)) return null;
  return (deciding) => {
    deciding.tx.del(table, uid);
    return done(deciding, uid);
  };
}

function putBack<T extends Register>(deciding: Deciding, table: T, record: RecordOf<T>): DeskAnswer {
  const { store, tx } = deciding;
  const now = store.get(table, record.uid) as RecordOf<"cameras"> | null;
  const found = table === "cameras" ? { online: now?.online, watchedFrom: now?.watchedFrom } : {};
  return done(deciding, tx.put(table, { ...record, ...found }).uid);
}

function bringBack<T extends Register>(
  deciding: Deciding,
  table: T,
  record: RecordOf<T>,
  contacts: readonly RecordOf<"contacts">[],
  groups: readonly number[],
): DeskAnswer {
  const { store, tx } = deciding;
  if (!tx.restore(table, record)) return refused("changedSince");
  // A contact that somebody wrote down anew meanwhile stays as that.
  for (const contact of contacts) tx.restore("contacts", contact);
  for (const uid of groups) {
    const group = store.get("cameraGroups", uid);
    if (group !== null)
      tx.put("cameraGroups", { ...group, cameras: JSON.stringify([...camerasOf(group), record.uid]) });
  }
  return done(deciding, record.uid);
}
