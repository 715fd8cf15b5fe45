/** How often somebody may try: a lock for each login (rule N3) and a bound for each address. Times are real epoch ms. */

/** Wrong passwords in a row that lock a login, and each so many more again. */
export const MOST_FAILURES = 5;
const MINUTE = 60_000;
const FIRST_LOCK_MS = 5 * MINUTE;
const LONGEST_LOCK_MS = 60 * MINUTE;
/** Wrong passwords, or codes for screens, from one address in so long. Machines behind one address share them. */
const MOST_PER_ADDRESS = 40;
const ADDRESS_MS = 5 * MINUTE;
/** Logins that nobody has, and addresses, that are remembered at once. */
const MOST_REMEMBERED = 10_000;

export interface Failures {
  readonly failures: number;
  readonly lockedUntil: number | null;
}
export const NO_FAILURES: Failures = { failures: 0, lockedUntil: null };

/** One wrong password more: five minutes after five of them, twice as long after each further five, an hour at most. */
export function afterFailure({ failures, lockedUntil }: Failures, at: number): Failures {
  const now = failures + 1;
  if (now % MOST_FAILURES !== 0) return { failures: now, lockedUntil };
  const lock = Math.min(FIRST_LOCK_MS * 2 ** (now / MOST_FAILURES - 1), LONGEST_LOCK_MS);
  return { failures: now, lockedUntil: at + lock };
}

/** Real ms for which it stays locked; 0 when it is not. */
export function lockedFor({ lockedUntil }: Failures, at: number): number {
  return lockedUntil === null ? 0 : Math.max(0, lockedUntil - at);
}

/** Tries before the next lock. */
export const triesLeft = ({ failures }: Failures): number => MOST_FAILURES - (failures % MOST_FAILURES);

export interface Tries {
  /** Real ms until this address may try again; 0 when it may. */
  waitOf(address: string, at: number): number;
  /** Notes a try of this address that counts. */
  note(address: string, at: number): void;
  /** Failures of a login that nobody has: it is locked as any other, so that nobody learns which there are. */
  ofNobody(login: string): Failures;
  noteNobody(login: string, failures: Failures): void;
}

/** Remembers in memory; a hub that starts anew has forgotten addresses and logins that nobody has. */
export function openTries(): Tries {
  const addresses = new Map<string, number[]>();
  const nobodies = new Map<string, Failures>();

  /** The newest go to the end; of too many the oldest goes. */
  function keep<T>(map: Map<string, T>, key: string, value: T): void {
    map.delete(key);
    map.set(key, value);
    const oldest = map.size > MOST_REMEMBERED ? map.keys().next() : null;
    if (oldest !== null && oldest.done === false) map.delete(oldest.value);
  }

  const since = (address: string, at: number): number[] =>
    (addresses.get(address) ?? []).filter((one) => one > at - ADDRESS_MS && one <= at);

  return {
    waitOf(address, at) {
      const found = since(address, at);
      return found.length < MOST_PER_ADDRESS ? 0 : (found[0] as number) + ADDRESS_MS - at;
    },
    note: (address, at) => keep(addresses, address, [...since(address, at), at].slice(-MOST_PER_ADDRESS)),
    ofNobody: (login) => nobodies.get(login) ?? NO_FAILURES,
    noteNobody: (login, failures) => keep(nobodies, login, failures),
  };
}
