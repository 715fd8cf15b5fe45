/** The queue of a role: which cases wait for it, in the order in which they burn, and their lines as they come into view. */
import type { QueueLine, QueueValue } from "../../../shared/seat.ts";
import type { Question } from "../../../shared/view.ts";
import type { Source } from "./source.ts";

type Asked = Extract<Question, { view: "queue" }>;

export function queueAnswer(_asked: Asked, _source: Source): QueueValue {
  return {
    uid: new Uint32Array(0),
    burnsAt: new Float64Array(0),
    burn: new Uint8Array(0),
    counts: { all: 0, red: 0, yellow: 0 },
    states: null,
  };
}

export function queueLinesAnswer(_uids: readonly number[], _source: Source): readonly QueueLine[] {
  return [];
}
