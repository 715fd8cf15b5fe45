/**
 * What a token may: its role, and the scope that its grant comes to today. A grant names districts, departments and a
 * number of months; a scope has unit grids and departments by uid and an instant, so it is worked out again whenever one of
 * those is another.
 */
import { createHash } from "node:crypto";
import { monthOf, startOfMonth } from "../../shared/evaluation/period-key.ts";
import type { Role } from "../../shared/roles.ts";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import type { TokenRefusal } from "../../shared/wire/hub.ts";
import type { Grant, Store } from "../store/store.ts";

export interface Granted {
  readonly role: Role;
  readonly scope: Scope;
}

export interface Grants {
  /**
   * Who shows this token ("" for none). Where nothing has been granted to anybody, everybody is an administrator.
   * @param keepMonths months for which the asker wants texts of cases that are over; null for all
   */
  grantOf(token: string, keepMonths: number | null): Granted | { readonly refused: TokenRefusal };
  /** Another number whenever some scope may have become another; costs microseconds. */
  version(): number;
}

export interface GrantsOptions {
  readonly store: Pick<Store, "listGrants" | "grantsVersion" | "unitGrids" | "each">;
  /** Hub time, epoch ms. */
  now(): number;
}

/** Windows longer than this have no border: a century of months. */
const MOST_MONTHS = 1_200;

/** A zone that no calendar knows has months all the same: nobody is left without an answer for a slip in one platform. */
function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return "UTC";
    throw error;
  }
}

export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");

export function openGrants({ store, now }: GrantsOptions): Grants {
  let stored = -1;
  let version = 0;
  /** Months by zone, and until when all of them last. */
  let running: ReadonlyMap<string, number> = new Map();
  let until = Number.NEGATIVE_INFINITY;
  let zones: ReadonlyMap<string, string> = new Map();
  let byToken: ReadonlyMap<string, Grant> = new Map();
  const resolved = new Map<Grant, Scope>();

  /** Brings what is kept up to the store and to the time. */
  function look(): void {
    const found = store.grantsVersion();
    const at = now();
    if (found === stored && at < until) return;
    if (found !== stored) {
      zones = new Map([...store.each("platforms")].map(({ platform, timeZone }) => [platform, knownZone(timeZone)]));
      byToken = new Map(store.listGrants().map((grant) => [grant.tokenHash, grant]));
      stored = found;
    }
    running = new Map([...new Set(zones.values())].map((zone) => [zone, monthOf(at, zone)]));
    until = Math.min(...[...running].map(([zone, month]) => startOfMonth(month + 1, zone)));
    resolved.clear();
    version += 1;
  }

  /** When the window of so many months begins; with several zones, when it begins in the last of them. */
  function startOf(months: number | null, platforms: readonly string[] | null): number | null {
    if (months === null || months > MOST_MONTHS) return null;
    const seen = [...zones].flatMap(([platform, zone]) => (platforms?.includes(platform) === false ? [] : [zone]));
    const starts = seen.map((zone) => startOfMonth((running.get(zone) as number) - months + 1, zone));
    return starts.length === 0 ? null : Math.max(...starts);
  }

  function unitGridsOf({ districts, platforms }: Grant): number[] | null {
    if (districts === null) return null;
    return store
      .unitGrids()
      .filter(({ platform }) => platforms === null || platforms.includes(platform))
      .filter(({ code }) => districts.some((district) => code.startsWith(district)))
      .map(({ uid }) => uid);
  }

  function departmentsOf({ departments, platforms }: Grant): number[] | null {
    if (departments === null) return null;
    return [...store.each("departments")]
      .filter(({ platform }) => platforms === null || platforms.includes(platform))
      .filter(({ platform, id }) => departments.includes(id) || departments.includes(`${platform}/${id}`))
      .map(({ uid }) => uid);
  }

  function scopeOf(grant: Grant): Scope {
    let scope = resolved.get(grant);
    if (scope !== undefined) return scope;
    scope = {
      platforms: grant.platforms === null ? null : [...new Set(grant.platforms)].toSorted(),
      departments: departmentsOf(grant),
      unitGrids: unitGridsOf(grant),
      since: startOf(grant.months, grant.platforms),
      textsSince: null,
      // Everybody in the hall sees the wall.
      personal: grant.personal && grant.role !== "wall",
      restricted: grant.restricted,
    };
    resolved.set(grant, scope);
    return scope;
  }

  return {
    grantOf(token, keepMonths) {
      look();
      if (byToken.size === 0) {
        return { role: "admin", scope: { ...EVERYTHING, textsSince: startOf(keepMonths, null) } };
      }
      if (token === "") return { refused: "tokenMissing" };
      const grant = byToken.get(hashOfToken(token));
      if (grant === undefined) return { refused: "tokenUnknown" };
      const textsSince = startOf(keepMonths, grant.platforms);
      return { role: grant.role, scope: { ...scopeOf(grant), textsSince } };
    },
    version() {
      look();
      return version;
    },
  };
}
