/**
 * Passwords, kept as argon2id (RFC 9106; docs/decisions/0040-accounts.md). Hashing takes tens of ms and 19 MiB on purpose, so it
 * is done in a thread of its own, one after the other, and no more than a few may wait.
 */
import { randomBytes } from "node:crypto";
import { Worker } from "node:worker_threads";

/** What one hash costs: the second choice of OWASP's list for argon2id, 19 MiB and two passes. */
export const ARGON = { memoryKib: 19_456, passes: 2, lanes: 1, saltBytes: 16, hashBytes: 32 } as const;
/** Tries that may wait for the thread. */
const MOST_WAITING = 24;
/** Real ms without a question after which the thread ends. */
const REST_MS = 60_000;

type Asked =
  | { readonly n: number; readonly do: "hash"; readonly password: string; readonly salt: Uint8Array }
  | { readonly n: number; readonly do: "check"; readonly password: string; readonly hash: string };
export type PasswordAsked = Asked;
/** Of `hash` the hash, of `check` whether they belong together; null when it failed. */
export interface PasswordTold {
  readonly n: number;
  readonly told: string | boolean | null;
}

export interface Passwords {
  /** The hash of a new password; null when too many wait. */
  hash(password: string): Promise<string | null>;
  /**
   * Whether the password belongs to the hash; null when too many wait. Without a hash it takes the same time and is false, so
   * that nobody learns from the time who has an account.
   */
  check(password: string, hash: string | null): Promise<boolean | null>;
  close(): void;
}

type Plain<T> = T extends unknown ? Omit<T, "n"> : never;

/** One spelling for what looks the same, as RFC 8265 asks for passwords. */
const spelled = (password: string): string => password.normalize("NFC");

/** Opens the thread with the first question. */
export function openPasswords(): Passwords {
  let worker: Worker | null = null;
  let next = 1;
  let rest: NodeJS.Timeout | undefined;
  let closed = false;
  /** Questions that have no answer yet. */
  let inHand = 0;
  /** A hash of no password, for logins that nobody has. */
  let nobody: Promise<string> | null = null;
  const waiting = new Map<number, { give(told: string | boolean): void; fail(error: Error): void }>();

  function end(why: string): void {
    clearTimeout(rest);
    void worker?.terminate();
    worker = null;
    for (const { fail } of waiting.values()) fail(new Error(why));
    waiting.clear();
  }

  function started(): Worker {
    const thread = new Worker(new URL("./password-worker.ts", import.meta.url));
    thread.on("message", ({ n, told }: PasswordTold) => {
      const one = waiting.get(n);
      waiting.delete(n);
      if (waiting.size === 0) thread.unref();
      if (told === null) one?.fail(new Error("the password could not be hashed"));
      else one?.give(told);
    });
    const gone = () => {
      if (worker === thread) end("the thread for passwords has ended");
    };
    thread.on("error", gone);
    thread.on("exit", gone);
    return thread;
  }

  function ask(asked: Plain<Asked>): Promise<string | boolean> {
    if (closed) return Promise.reject(new Error("passwords are closed"));
    worker ??= started();
    clearTimeout(rest);
    rest = setTimeout(() => waiting.size === 0 && end("rest"), REST_MS);
    rest.unref();
    const n = next++;
    const { promise, resolve, reject } = Promise.withResolvers<string | boolean>();
    waiting.set(n, { give: resolve, fail: reject });
    // A program that waits for an answer goes on; one that is done is not kept.
    worker.ref();
    worker.postMessage({ ...asked, n });
    return promise;
  }

  const hashOf = async (password: string): Promise<string> =>
    String(await ask({ do: "hash", password: spelled(password), salt: randomBytes(ARGON.saltBytes) }));

  /** Made once; a thread that fell meanwhile is asked anew the next time. */
  function hashOfNobody(): Promise<string> {
    nobody ??= hashOf(randomBytes(ARGON.saltBytes).toString("hex")).catch((error: unknown) => {
      nobody = null;
      throw error;
    });
    return nobody;
  }

  /** Does the work, or gives null where too many wait already. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T | null> {
    if (inHand >= MOST_WAITING) return null;
    inHand += 1;
    try {
      return await work();
    } finally {
      inHand -= 1;
    }
  }

  return {
    hash: (password) => inTurn(() => hashOf(password)),
    check: (password, hash) =>
      inTurn(async () => {
        const nobodys = await hashOfNobody();
        const found = await ask({ do: "check", password: spelled(password), hash: hash ?? nobodys });
        return hash !== null && found === true;
      }),
    close() {
      closed = true;
      end("passwords are closed");
    },
  };
}

/** What the whole world tries first; in small letters, without what people hang on at the ends. */
const WELL_KNOWN = new Set(
  (
    "password passwort passw0rd p@ssw0rd p@ssword qwerty qwertyuiop qwer1234 1qaz2wsx 1q2w3e4r 1q2w3e4r5t zaq12wsx asdfghjkl " +
    "asdf1234 zxcvbnm zxcvbnm123 admin administrator admin888 admin123 root123 test1234 testtest welcome welcome1 letmein iloveyou " +
    "woaini1314 woaini520 5201314 a123456 a1234567 a12345678 aa123456 abc123 abc12345 abcd1234 qq123456 q1w2e3r4 " +
    "changeme default citywall chengguan shuzichengguan zhihuizhongxin huawei@123 admin@123 pass@123 p@ssw0rd123 abcdefgh"
  ).split(" "),
);

/**
 * Whether a password is too easy to guess: shorter than eight characters, with the login or the name inside, one of the
 * well-known ones with or without digits and marks behind, or made of one run or of few characters.
 * @param names what of the person it must not hold; what is shorter than three characters is left out, but for Chinese names
 */
export function isWeak(password: string, names: readonly string[]): boolean {
  const small = spelled(password).toLowerCase();
  if ([...small].length < 8) return true;
  if (new Set(small).size < 4) return true;
  const held = names
    .map((name) => name.normalize("NFC").toLowerCase().replace(/\s+/g, ""))
    .filter((name) => name.length >= 3 || /^\p{Script=Han}{2}$/u.test(name));
  if (held.some((name) => small.includes(name))) return true;
  if (WELL_KNOWN.has(small) || WELL_KNOWN.has(small.replace(/[\d\W_]+$/u, ""))) return true;
  return isRun(small);
}

/** 12345678, 87654321, abcdefgh, 11223344: nothing but steps in one direction. */
function isRun(text: string): boolean {
  const signs = [...text].map((sign) => sign.codePointAt(0) ?? 0);
  const steps = signs.slice(1).map((sign, at) => sign - (signs[at] ?? 0));
  return steps.every((step) => step === 1 || step === 0) || steps.every((step) => step === -1 || step === 0);
}
