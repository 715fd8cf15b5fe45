/**
 * Requests that wait for their answers: of the hub's desk, and of the host itself. A request to the desk is said again
 * when its answer was lost with the wire, for an id has no second effect; an act has none, and ends with the wire.
 */
import type { DeskAnswer, DeskMessage } from "../../shared/wire/desk.ts";
import type { ActResult, HostAct, WindowMessage } from "../../shared/wire/port.ts";
import { createWaiting, type Waiting, type WaitingOptions } from "./waiting.ts";

/** How long a request may wait for its answer, ms; a freeze reads every case of its period anew. */
export const ASK_PATIENCE_MS = 15_000;
const FREEZE_PATIENCE_MS = 620_000;
export const ACT_PATIENCE_MS = 30_000;

const AWAY = { code: "hubAway", params: {} } as const;
const SILENT = { code: "deskSilent", params: {} } as const;
export const HUB_AWAY: DeskAnswer = { answer: "trouble", trouble: AWAY };
export const HOST_AWAY: ActResult = { did: "not", trouble: AWAY };

type Say = (message: WindowMessage) => unknown;
type Later = WaitingOptions<unknown, unknown>["later"];

/** A request, and for how long (real ms) the host keeps it before it leaves, so that it can be taken back. */
export interface DeskAsk {
  readonly message: DeskMessage;
  readonly holdMs: number;
}

export function createAsks(say: Say, later: Later): Waiting<DeskAsk, DeskAnswer> {
  return createWaiting<DeskAsk, DeskAnswer>({
    say: (ask, { message, holdMs }) => say({ say: "ask", ask, message, ...(holdMs === 0 ? {} : { holdMs }) }),
    later,
    patienceMs: ({ message, holdMs }) =>
      (message.request.ask === "freeze" ? FREEZE_PATIENCE_MS : ASK_PATIENCE_MS) + holdMs,
    silent: { answer: "trouble", trouble: SILENT },
  });
}

export function createActs(say: Say, later: Later): Waiting<HostAct, ActResult> {
  return createWaiting<HostAct, ActResult>({
    say: (act, what) => say({ say: "act", act, what }),
    later,
    patienceMs: () => ACT_PATIENCE_MS,
    silent: { did: "not", trouble: SILENT },
  });
}
