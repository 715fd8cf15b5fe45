/** What seats ask beside their work on cases: claims, departments and contacts, rules, alarms, handovers. */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { refused, type Deciding } from "./answer.ts";

type HallChange = Extract<
  DeskRequest,
  {
    ask:
      | "claim"
      | "putDepartment"
      | "removeDepartment"
      | "putContact"
      | "removeContact"
      | "confirmContact"
      | "putRule"
      | "resetRule"
      | "markAlarm"
      | "writeHandover"
      | "signHandover";
  }
>;

export function changeHall(_deciding: Deciding, _request: HallChange): DeskAnswer {
  return refused("notAllowed");
}
