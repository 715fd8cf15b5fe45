/** What seats ask beside their work on cases: departments and contacts, rules, alarms, handovers. */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { markAlarm } from "./alarm-marks.ts";
import type { Deciding } from "./answer.ts";
import { confirmContact, putContact, putDepartment, removeContact, removeDepartment } from "./departments.ts";
import { signHandover, writeHandover } from "./handovers.ts";
import { changeRule } from "./rule-edits.ts";

export type HallChange = Extract<
  DeskRequest,
  {
    ask:
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

export function changeHall(deciding: Deciding, asked: HallChange): DeskAnswer {
  switch (asked.ask) {
    case "putDepartment":
      return putDepartment(deciding, asked);
    case "removeDepartment":
      return removeDepartment(deciding, asked);
    case "putContact":
      return putContact(deciding, asked);
    case "removeContact":
      return removeContact(deciding, asked);
    case "confirmContact":
      return confirmContact(deciding, asked);
    case "putRule":
    case "resetRule":
      return changeRule(deciding, asked);
    case "markAlarm":
      return markAlarm(deciding, asked);
    case "writeHandover":
      return writeHandover(deciding, asked);
    case "signHandover":
      return signHandover(deciding, asked);
  }
}
