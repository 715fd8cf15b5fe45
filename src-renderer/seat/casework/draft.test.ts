import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { localTime } from "../../../shared/evaluation/period.ts";
import { deskMessageSchema } from "../../../shared/wire/desk.ts";
import { COMMANDS, type CaseCommandKind } from "./commands.ts";
import { commandOf, draftOf, isEmptyDraft, momentOf, problemsOf, readDraft, type CommandDraft } from "./draft.ts";

const ZONE = "Asia/Shanghai";
const NOW = Date.UTC(2026, 10, 20, 6);
const WORLD = { uid: 5, departments: new Set([3, 4]), owner: 3, timeZone: ZONE, now: NOW };
const FULL: CommandDraft = {
  ...{ department: 4, limitValue: 4, limitType: "workHour", condition: "0101.1", confirmed: false, of: 9, score: 80 },
  ...{ reason: " 权属不清 ", opinion: "尽快办理", reply: "已安排", note: "", answerBy: "2026-11-21T09:30" },
};
const kinds = Object.keys(COMMANDS) as CaseCommandKind[];

describe("Z26 problems are told at the field", () => {
  test.each(kinds)("a full form of %s has none, and makes a command that the desk takes", (kind) => {
    expect(problemsOf(kind, FULL, WORLD)).toEqual({});
    const command = commandOf(kind, FULL, { suggested: 3, timeZone: ZONE });
    const message = { id: "12345678", by: "x", request: { ask: "case", uid: 5, command } };
    expect(v.safeParse(deskMessageSchema, message).success).toBe(true);
    expect(command.kind).toBe(kind);
  });

  test.each(kinds.filter((kind) => COMMANDS[kind].fields.length > 0 && kind !== "urge"))(
    "an empty form of %s names every field that must be filled",
    (kind) => {
      const must = COMMANDS[kind].fields.filter((field) => field !== "answerBy");
      expect(Object.keys(problemsOf(kind, {}, WORLD))).toEqual(must);
    },
  );

  test.each([
    ["dispatch", { department: 8 }, { department: "departmentGone" }],
    ["redispatch", { department: 3, reason: "x" }, { department: "departmentSame" }],
    ["file", { limitValue: 0, limitType: "workDay" }, { limit: "limitRange" }],
    ["file", { limitValue: 4_000, limitType: "workDay" }, { limit: "limitRange" }],
    ["file", { limitValue: null, limitType: "workDay" }, { limit: "limitMissing" }],
    ["markDuplicate", { of: 5 }, { of: "ofSelf" }],
    ["callBack", { score: 60 }, { score: "scoreMissing" }],
    ["sendBack", { reason: "  \n" }, { reason: "wordsMissing" }],
    ["sendBack", { reason: "长".repeat(2_001) }, { reason: "wordsLong" }],
    ["sendBack", { reason: "请在{deadline}前" }, { reason: "blanksLeft" }],
    ["urge", { note: "{caseNo}" }, { note: "blanksLeft" }],
    ["supervise", { opinion: "x", answerBy: "2026-02-30T10:00" }, { answerBy: "momentBroken" }],
    ["supervise", { opinion: "x", answerBy: "2026-11-20T13:59" }, { answerBy: "momentPast" }],
  ] as const)("%s %j", (kind, draft, problems) => expect(problemsOf(kind, draft, WORLD)).toEqual(problems));

  test("a department that is removed while it is chosen leaves the rest as it was typed", () => {
    const draft = { department: 4, reason: "权属" };
    expect(problemsOf("redispatch", draft, WORLD)).toEqual({});
    const without = { ...WORLD, departments: new Set([3]) };
    expect(problemsOf("redispatch", draft, without)).toEqual({ department: "departmentGone" });
    expect(draft).toEqual({ department: 4, reason: "权属" });
  });
});

describe("Z27 the proposal goes along", () => {
  test("with every dispatch where there was one", () => {
    expect(commandOf("dispatch", { department: 4 }, { suggested: 3, timeZone: ZONE })).toEqual({
      ...{ kind: "dispatch", department: 4, suggested: 3 },
    });
    expect(commandOf("dispatch", { department: 4 }, { suggested: 0, timeZone: ZONE })).toEqual({
      ...{ kind: "dispatch", department: 4 },
    });
  });
});

test("a moment is read in the city's zone", () => {
  expect(momentOf("2026-11-21T09:30", ZONE)).toBe(Date.UTC(2026, 10, 21, 1, 30));
  for (const broken of ["", "2026-11-21", "2026-13-01T00:00", "2026-11-21T24:00", "2026-02-29T10:00"]) {
    expect(momentOf(broken, ZONE)).toBeNull();
  }
});

test.each(kinds)("what %s was made of can be typed again", (kind) => {
  const options = { suggested: 0, timeZone: ZONE };
  const command = commandOf(kind, FULL, options);
  expect(
    commandOf(
      kind,
      draftOf(command, (at) => localTime(at, ZONE)),
      options,
    ),
  ).toEqual(command);
});

test("kept drafts are read as they were written, and nothing else is", () => {
  expect(readDraft(JSON.stringify(FULL))).toEqual(FULL);
  for (const broken of [undefined, "", "[]", "null", "{"]) expect(readDraft(broken)).toEqual({});
  expect(isEmptyDraft({ reason: "", department: 0 })).toBe(true);
  expect(isEmptyDraft({ confirmed: false })).toBe(false);
});
