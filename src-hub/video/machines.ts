/**
 * Cheap looks at cameras that have addresses of their own: whether anybody answers there. No login is sent and no stream is
 * opened: who asks for a password is there.
 */
import { connect } from "node:net";
import { machineOf } from "../../shared/rules/video-secrets.ts";
import { streamsOf } from "../../shared/video/stream.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { Found } from "../store/outages.ts";

/** Real ms an answer may take. */
const PATIENCE_MS = 5_000;
/** Stills asked for at once of one machine, and machines looked at at once. */
const AT_ONCE = { stills: 4, machines: 24 };
/** Stills of one machine looked at in a round; where there are more they take turns. */
const STILLS_A_ROUND = 240;
/** After so many requests in a row that nobody answered, a machine is not asked for its other cameras. */
const SILENCES = 2;

/**
 * What asking came to: nobody answers there, or the question never got away, because this machine has no network or no names
 * of others. The second says nothing of the camera.
 */
export type Silence = "silent" | "blind";

/** How a machine is asked; settles, and never throws. */
export interface Asking {
  /** The HTTP status of a GET. */
  status(url: URL): Promise<number | Silence>;
  /** Whether a connection is taken. */
  connects(url: URL): Promise<"there" | Silence>;
}

/** Errors of this machine's own network. */
const OWN_ERRORS: ReadonlySet<unknown> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
]);
/** Whether an error's code says that the question never left this machine. */
export const isOwnError = (code: unknown): boolean => OWN_ERRORS.has(code);
const silenceOf = (error: unknown): Silence =>
  isOwnError((error as { readonly code?: unknown } | undefined)?.code) ? "blind" : "silent";

/** @param end gives up what is asked */
export const askingUntil = (end: AbortSignal): Asking => ({
  async status(url) {
    try {
      // Where it would be sent on to is somebody else's machine.
      const answer = await fetch(url, { redirect: "manual", signal: patience(end) });
      await answer.body?.cancel();
      return answer.status;
    } catch (error) {
      return silenceOf((error as { readonly cause?: unknown }).cause);
    }
  },
  connects: (url) =>
    new Promise((resolve) => {
      const socket = connect({
        host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
        port: Number(machineOf(url).split(":").at(-1)),
      });
      const limit = patience(end);
      const over = (is: "there" | Silence) => {
        limit.removeEventListener("abort", giveUp);
        socket.destroy();
        resolve(is);
      };
      const giveUp = () => over("silent");
      limit.addEventListener("abort", giveUp);
      socket.once("connect", () => over("there"));
      socket.once("error", (error) => over(silenceOf(error)));
    }),
});

const patience = (end: AbortSignal): AbortSignal => AbortSignal.any([end, AbortSignal.timeout(PATIENCE_MS)]);

type Camera = RecordOf<"cameras">;

/** A still shows that the camera answers; of anything else only its machine is asked. Null where there is no address. */
function lookOf(camera: Camera): { readonly url: URL; readonly still: boolean } | null {
  const own = streamsOf(camera).filter(({ url }) => URL.canParse(url) && !url.startsWith("hub:"));
  const still = own.find(({ kind }) => kind === "still");
  const chosen = still ?? own[0];
  return chosen === undefined ? null : { url: new URL(chosen.url), still: still !== undefined };
}

/** Works off a list, so many at once. */
async function several<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}

const foundOf = (silence: Silence): Found => (silence === "blind" ? "notWatched" : "unreachable");

/**
 * What was found of cameras that have addresses of their own, by their uids, of those whose turn it is.
 * @param round counts up
 */
export async function lookAtMachines(
  cameras: readonly Camera[],
  asking: Asking,
  round: number,
): Promise<Map<number, Found>> {
  const found = new Map<number, Found>();
  const machines = new Map<string, { readonly uid: number; readonly url: URL; readonly still: boolean }[]>();
  for (const camera of cameras) {
    const look = lookOf(camera);
    if (look === null) continue;
    const key = `${look.still ? "still" : "stream"} ${machineOf(look.url)}`;
    const there = machines.get(key);
    if (there === undefined) machines.set(key, [{ uid: camera.uid, ...look }]);
    else there.push({ uid: camera.uid, ...look });
  }
  await several([...machines.values()], AT_ONCE.machines, async (looks) => {
    const [first] = looks;
    if (first === undefined) return;
    if (!first.still) {
      const answer = await asking.connects(first.url);
      for (const { uid } of looks) found.set(uid, answer === "there" ? "well" : foundOf(answer));
      return;
    }
    const turns = Math.ceil(looks.length / STILLS_A_ROUND);
    const due = looks.filter((_, i) => i % turns === round % turns);
    let silences = 0;
    let last: Silence = "silent";
    await several(due, AT_ONCE.stills, async ({ uid, url }) => {
      const status = silences >= SILENCES ? last : await asking.status(url);
      if (typeof status === "number") {
        silences = 0;
        // Who wants a password is there; what is not there, or broken, cannot be looked through.
        const is = status < 400 || status === 401 || status === 403;
        found.set(uid, is ? "well" : "unreachable");
        return;
      }
      silences += 1;
      last = status;
      found.set(uid, foundOf(status));
    });
  });
  return found;
}
