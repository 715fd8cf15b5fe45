/** The ledger (台账): what people add to the figures. Entries are withdrawn with a reason, never changed and never deleted. */
import type { Scheme } from "../../shared/rules/scheme.ts";
import type { DeskAnswer, DeskRefusal, DeskRequest } from "../../shared/wire/desk.ts";
import { caseSeen, done, isFrozen, platformSeen, refused, type Deciding } from "./answer.ts";

type Entry = Extract<DeskRequest, { ask: "enterLedger" }>;
type Withdrawal = Extract<DeskRequest, { ask: "withdrawLedger" }>;

/** Spot checks and supervision give a mark from 0 to this; a bonus or penalty of its own is no larger either. */
const MOST_POINTS = 100;

export function enterLedger(deciding: Deciding, entry: Entry): DeskAnswer {
  const { store, rules, tx, id, by, at } = deciding;
  const { platform, kind, item, month, department, caseUid, text } = entry;
  if (platformSeen(deciding, platform) === null) return refused("unknownPlatform");
  const scheme = rules.scheme(entry.scheme)?.scheme;
  if (scheme === undefined) return refused("unknownScheme");
  const why =
    placeRefusal(deciding, entry) ??
    itemRefusal(scheme, entry) ??
    (text.trim() === "" ? ("textMissing" as const) : null);
  if (why !== null) return refused(why);
  if (isFrozen(store, platform, scheme.scheme, month)) return refused("monthFrozen");
  const { uid } = tx.put("ledger", {
    platform,
    id,
    scheme: scheme.scheme,
    kind,
    item,
    month,
    department,
    caseUid,
    points: signed(scheme, entry),
    text,
    evidence: JSON.stringify(entry.evidence),
    author: by,
    enteredAt: at,
    withdrawnAt: null,
    withdrawnBy: "",
    withdrawnWhy: "",
  });
  return done(deciding, uid);
}

/** Department and cases must be the platform's, and cases there for the asker. An exclusion is about a case; everything else is about a department. */
function placeRefusal(
  deciding: Deciding,
  { platform, kind, department, caseUid, evidence }: Entry,
): DeskRefusal | null {
  const known = department !== 0 && deciding.store.get("departments", department)?.platform === platform;
  if (!known && !(department === 0 && kind === "exclusion")) return "unknownDepartment";
  const named = evidence.flatMap((each) => (each.kind === "case" ? [each.uid] : []));
  if (caseUid !== 0 || kind === "exclusion") named.push(caseUid);
  return named.every((uid) => caseSeen(deciding, uid)?.platform === platform) ? null : "unknownCase";
}

/** An entry that the scheme has no place for would never be counted. */
function itemRefusal(scheme: Scheme, { kind, item, points }: Entry): DeskRefusal | null {
  switch (kind) {
    case "spotCheck":
    case "supervision": {
      const counted = scheme.parts.some(({ rule }) => rule.by === "ledger" && rule.kind === kind);
      if (item !== "" || !counted) return "unknownItem";
      return points !== null && points >= 0 && points <= MOST_POINTS ? null : "pointsOutOfRange";
    }
    case "bonus":
    case "penalty": {
      const known = scheme.adjustments.some((rule) => rule.by === "ledger" && rule.kind === kind && rule.item === item);
      if (!known) return "unknownItem";
      return points === null || (points !== 0 && Math.abs(points) <= MOST_POINTS) ? null : "pointsOutOfRange";
    }
    case "veto":
      if (!scheme.vetoes.some((veto) => veto.item === item)) return "unknownItem";
      return points === null ? null : "pointsOutOfRange";
    case "exclusion":
      if (item !== "") return "unknownItem";
      return points === null ? null : "pointsOutOfRange";
  }
}

/** A bonus is kept as what it adds and a penalty as what it takes, whichever sign it was entered with. */
function signed(scheme: Scheme, { kind, item, points }: Entry): number | null {
  if (points === null || (kind !== "bonus" && kind !== "penalty")) return points;
  const own = scheme.adjustments.find((rule) => rule.item === item)?.points ?? 0;
  const sign = own === 0 ? (kind === "bonus" ? 1 : -1) : Math.sign(own);
  return sign * Math.abs(points);
}

export function withdrawLedger(deciding: Deciding, { uid, why }: Withdrawal): DeskAnswer {
  const { store, tx, by, at } = deciding;
  const entry = store.get("ledger", uid);
  if (entry === null || platformSeen(deciding, entry.platform) === null) return refused("unknownEntry");
  if (entry.withdrawnAt !== null) return refused("alreadyWithdrawn");
  if (why.trim() === "") return refused("reasonMissing");
  if (isFrozen(store, entry.platform, entry.scheme, entry.month)) return refused("monthFrozen");
  tx.put("ledger", { ...entry, withdrawnAt: at, withdrawnBy: by, withdrawnWhy: why });
  return done(deciding, uid);
}
