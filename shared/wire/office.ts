/**
 * What an administrator asks the hub about people, sessions, screens and the record of acts. None of it is in any cache, so
 * it is asked over the line's own hub and waits for nothing: without a hub there is no answer.
 */
import * as v from "valibot";
import { ROLES } from "../roles.ts";
import { loginSchema, passwordSchema } from "./door.ts";

const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
const words = v.pipe(v.string(), v.maxLength(200));
const list = v.nullable(v.pipe(v.array(name), v.maxLength(200)));
const limit = v.pipe(uint, v.minValue(1), v.maxValue(500));

/** What of the city somebody may have; null for all of it. As grants have it. */
const partSchema = {
  platforms: list,
  districts: list,
  departments: list,
  personal: v.boolean(),
  restricted: v.boolean(),
};

export const personDraftSchema = v.strictObject({
  name,
  role: v.picklist(ROLES),
  ...partSchema,
  active: v.boolean(),
});
export type PersonDraft = v.InferOutput<typeof personDraftSchema>;

/** A person as the hub knows them. */
export interface PersonLine extends PersonDraft {
  readonly uid: number;
  readonly login: string;
  /** Times of accounts and sessions are real epoch ms of the hub. */
  readonly madeAt: number;
  readonly lastIn: number | null;
  /** Locked after failures until then; null while not. */
  readonly lockedUntil: number | null;
  readonly mustChange: boolean;
}

export interface SessionLine {
  readonly session: number;
  readonly person: number;
  readonly login: string;
  readonly name: string;
  readonly machine: string;
  readonly startedAt: number;
  readonly seenAt: number;
  /** The asker's own. */
  readonly own: boolean;
}

export interface ScreenLine {
  /** The grant's name. */
  readonly name: string;
  readonly role: (typeof ROLES)[number];
  readonly platforms: readonly string[] | null;
  readonly districts: readonly string[] | null;
  readonly departments: readonly string[] | null;
  readonly personal: boolean;
  readonly restricted: boolean;
  readonly madeAt: number;
}

/** What is written down of the door. `stolen`: a refresh token was shown twice, and its session ended. */
export const DOOR_ACTS = ["login", "loginFailed", "locked", "logout", "firstAdmin", "password", "stolen"] as const;

/** One act of somebody, as it is kept for ever. `before` and `after` are JSON of what was changed, "" where there is none. */
export interface AuditLine {
  readonly audit: number;
  readonly at: number;
  /** 0 when nobody was logged in; `name` is then what was typed. */
  readonly person: number;
  readonly name: string;
  readonly role: string;
  readonly machine: string;
  /** The desk's ask, an office request, or one of DOOR_ACTS. */
  readonly act: string;
  /** "done", or the refusal's code. */
  readonly outcome: string;
  /** What it was about: a table and a uid, or "" and 0. */
  readonly subject: string;
  readonly uid: number;
  /** What a list shows of the subject: a case number, a name, a login. */
  readonly label: string;
  readonly text: string;
  readonly before: string;
  readonly after: string;
  /** It can be taken back: what it changed still is as it left it. */
  readonly undoable: boolean;
}

export const officeRequestSchema = v.variant("office", [
  v.strictObject({ office: v.literal("people") }),
  /** A new login makes a person. `password` null leaves it; one that is given must be changed at the next log in. */
  v.strictObject({
    office: v.literal("putPerson"),
    login: loginSchema,
    person: personDraftSchema,
    password: v.nullable(passwordSchema),
  }),
  v.strictObject({ office: v.literal("unlock"), login: loginSchema }),
  v.strictObject({ office: v.literal("sessions") }),
  v.strictObject({ office: v.literal("endSession"), session: uint }),
  v.strictObject({ office: v.literal("screens") }),
  v.strictObject({
    office: v.literal("letIn"),
    code: v.pipe(v.string(), v.maxLength(20)),
    name,
    part: v.strictObject(partSchema),
  }),
  v.strictObject({ office: v.literal("turnDown"), code: v.pipe(v.string(), v.maxLength(20)) }),
  v.strictObject({ office: v.literal("removeScreen"), name }),
  /** Newest first; `before` the number of an act, null from the newest. `text` is looked for in all that is shown. */
  v.strictObject({
    office: v.literal("audit"),
    text: words,
    act: words,
    subject: words,
    uid: uint,
    from: v.nullable(v.number()),
    to: v.nullable(v.number()),
    before: v.nullable(uint),
    limit,
  }),
  v.strictObject({ office: v.literal("undo"), audit: uint }),
]);
export type OfficeRequest = v.InferOutput<typeof officeRequestSchema>;

/** Each has a sentence `office.refused.<code>`. */
export const OFFICE_REFUSALS = [
  "notAllowed",
  "sessionEnded",
  "lastAdmin", // the last administrator can neither be closed nor become something else
  "weakPassword",
  "codeUnknown",
  "nameTaken",
  "unknown", // no such person, session, screen or act
  "changedSince", // what is to be taken back is otherwise by now
  "notUndoable",
] as const;
export type OfficeRefusal = (typeof OFFICE_REFUSALS)[number];

export type OfficeAnswer =
  | { readonly did: "people"; readonly people: readonly PersonLine[] }
  | { readonly did: "sessions"; readonly sessions: readonly SessionLine[] }
  | {
      readonly did: "screens";
      readonly screens: readonly ScreenLine[];
      /** `untilMs`: real ms from now on for which the code counts. */
      readonly waiting: readonly { readonly code: string; readonly machine: string; readonly untilMs: number }[];
    }
  | { readonly did: "audit"; readonly lines: readonly AuditLine[]; readonly more: boolean }
  | { readonly did: "done" }
  | { readonly did: "refused"; readonly refused: OfficeRefusal };
