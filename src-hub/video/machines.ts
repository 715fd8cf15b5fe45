/**
 * Cheap looks at cameras that have addresses of their own: whether anybody answers there. No login is sent and no stream is
 * opened: who asks for a password is there.
 */
import { connect } from "node:net";
import { machineOf } from "../../shared/rules/video-secrets.ts";
import { streamsOf } from "../../shared/video/stream.ts";
import type { RecordOf } from "../../shared/tables.ts";

/** Real ms an answer may take. */
const PATIENCE_MS = 5_000;
/** Stills asked for at once of one machine, and machines looked at at once. */
const AT_ONCE = { stills: 4, machines: 24 };
/** Stills of one machine looked at in a round; where there are more they take turns. */
const STILLS_A_ROUND = 240;
/** After so many requests in a row that nobody answered, a machine is not asked for its other cameras. */
const SILENCES = 2;

/** How a machine is asked; settles, and never throws. */
export interface Asking {
  /** The HTTP status of a GET, null when nothing answers. */
  status(url: URL): Promise<number | null>;
  /** Whether a connection is taken. */
  connects(url: URL): Promise<boolean>;
}

/** @param end gives up what is asked */
export const askingUntil = (end: AbortSignal): Asking => ({
  async status(url) {
    try {
      // Where it would be sent on to is somebody else's machine.
      const answer = await fetch(url, { redirect: "manual", signal: patience(end) });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return null;
    }
  },
  connects: (url) =>
    new Promise((resolve) => {
      const socket = connect({
        host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
        port: Number(machineOf(url).split(":").at(-1)),
      });
      const limit = patience(end);
      const over = (is: boolean) => {
        limit.removeEventListener("abort", giveUp);
        socket.destroy();
        resolve(is);
      };
      const giveUp = () => over(false);
      limit.addEventListener("abort", giveUp);
      socket.once("connect", () => over(true));
      socket.once("error", giveUp);
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

/**
 * Which cameras answer, by their uids: one verdict for each that has an address of its own and whose turn it is.
 * @param round counts up
 */
export async function lookAtMachines(
  cameras: readonly Camera[],
  asking: Asking,
  round: number,
): Promise<Map<number, boolean>> {
  const answers = new Map<number, boolean>();
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
      const is = await asking.connects(first.url);
      for (const { uid } of looks) answers.set(uid, is);
      return;
    }
    const turns = Math.ceil(looks.length / STILLS_A_ROUND);
    const due = looks.filter((_, i) => i % turns === round % turns);
    let silences = 0;
    await several(due, AT_ONCE.stills, async ({ uid, url }) => {
      const status = silences >= SILENCES ? null : await asking.status(url);
      silences = status === null ? silences + 1 : 0;
      answers.set(uid, status !== null && (status < 400 || status === 401 || status === 403));
    });
  });
  return answers;
}
