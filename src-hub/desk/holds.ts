/** Who turns which camera: one holder at a time, for a while. Kept in memory: a hub that begins anew has given none away. */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { refused, type Deciding } from "./answer.ts";

type Asked = Extract<DeskRequest, { ask: "holdCamera" }>;

export interface Holds {
  hold(deciding: Deciding, asked: Asked): DeskAnswer;
}

export function openHolds(): Holds {
  return { hold: () => refused("notAllowed") };
}
