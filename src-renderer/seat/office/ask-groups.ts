/** What may be asked of the hub, in the groups in which people think of it; each has a name `office.act.<ask>`. */
import type { DirectAct } from "../../../shared/direction/wall.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { DOOR_ACTS } from "../../../shared/wire/office.ts";

type Ask = DeskRequest["ask"];

export const ASK_GROUPS = [
  { group: "work", asks: ["case", "report", "claim", "markAlarm", "writeHandover", "signHandover"] },
  { group: "contacts", asks: ["confirmContact", "putContact", "removeContact"] },
  {
    group: "cameras",
    asks: [
      "looked",
      "holdCamera",
      "putCamera",
      "removeCamera",
      "putGateway",
      "removeGateway",
      "putCameraGroup",
      "removeCameraGroup",
    ],
  },
  { group: "evaluation", asks: ["enterLedger", "withdrawLedger", "setTarget", "clearTarget", "freeze"] },
  { group: "office", asks: ["putDepartment", "removeDepartment", "putRule", "resetRule"] },
] as const satisfies readonly { readonly group: string; readonly asks: readonly Ask[] }[];

/** What may be done with a wall; each has a name `office.direct.<act>`. */
export const DIRECT_ACTS = [
  "push",
  "unpush",
  "scene",
  "hold",
  "release",
  "restore",
  "playlist",
  "visitor",
  "testCard",
  "lock",
  "unlock",
] as const satisfies readonly DirectAct["do"][];

/** What the office itself is asked that changes something. */
export const OFFICE_ACTS = ["putPerson", "unlock", "endSession", "letIn", "turnDown", "removeScreen", "undo"] as const;

/** Every act that the record may have. What only looks or is said every minute is not written down. */
export const RECORDED_ACTS: readonly string[] = [
  ...ASK_GROUPS.flatMap(({ asks }) => asks).filter((ask) => ask !== "looked" && ask !== "holdCamera"),
  "direct",
  ...OFFICE_ACTS,
  ...DOOR_ACTS,
];
