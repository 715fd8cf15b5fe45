/** The rules of direction in force at the hub, and what they speak of; read again when a table of it has changed. */
import { placesOf, type Places } from "../../shared/direction/matching.ts";
import { parseAlarmRules, type AlarmRule } from "../../shared/rules/alarms.ts";
import { parseDirection, type DirectionRule } from "../../shared/rules/direction.ts";
import { RULES_PLATFORM, type TableName } from "../../shared/tables.ts";
import { TroubleError } from "../../shared/trouble.ts";
import type { Store } from "../store/store.ts";

export interface RulesInForce {
  /** Those that are switched on, in the order of their files. */
  readonly rules: readonly DirectionRule[];
  /** The alarm rules that some of them wait for. */
  readonly alarms: readonly AlarmRule[];
  readonly places: Places;
  readonly timeZone: string;
}

const RESTS_ON: ReadonlySet<string> = new Set<TableName>(["rules", "classes", "places", "platforms"]);
const NO_ZONE = "Asia/Shanghai";

/** Whether a change of these tables may change what is in force. */
export const restsOn = (tables: readonly string[]): boolean => tables.some((table) => RESTS_ON.has(table));

export function readInForce(store: Pick<Store, "each">): RulesInForce {
  const rules: DirectionRule[] = [];
  const alarms: AlarmRule[] = [];
  const files = [...store.each("rules", RULES_PLATFORM)].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { kind, name, body } of files) {
    if (body === "") continue;
    if (kind === "direction") rules.push(...readable(() => parseDirection(`${kind}/${name}`, JSON.parse(body)).rules));
    if (kind === "alarms") alarms.push(...readable(() => parseAlarmRules(`${kind}/${name}`, JSON.parse(body)).rules));
  }
  const active = rules.filter((rule) => rule.active);
  const waitedFor = new Set(active.flatMap(({ when }) => (when.on === "alarm" ? [when.rule] : [])));
  const [platform] = store.each("platforms");
  const isNear = active.some(({ when }) => when.on === "case" && when.near !== undefined);
  const isMajor = active.some(({ when }) => when.on === "case" && when.major !== undefined);
  return {
    rules: active,
    alarms: alarms.filter(({ rule, active: on }) => on && waitedFor.has(rule)),
    places: placesOf(isMajor ? store.each("classes") : [], isNear ? store.each("places") : []),
    timeZone: platform?.timeZone ?? NO_ZONE,
  };
}

/** A file that another version of the program wrote counts as absent; it was told when it was read. */
function readable<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof TroubleError) return [];
    throw error;
  }
}
