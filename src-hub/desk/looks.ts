/** 调阅记录: who looked at which camera, written down as it is told. */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { refused, type Deciding } from "./answer.ts";

type Asked = Extract<DeskRequest, { ask: "looked" }>;

export function writeLooks(_deciding: Deciding, _asked: Asked): DeskAnswer {
  return refused("notAllowed");
}
