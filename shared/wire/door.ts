/**
 * Who may come in: what a host asks the hub over plain HTTP before it has a line, and what a session is. Every path takes
 * a POST with a JSON body and answers JSON; a body that does not fit is answered with 400.
 *
 * A session has a short **access** token, which the host shows in its hello in the place of the machine's own token, and a
 * longer **refresh** token, used once, which gives the next pair. Both are random; the hub keeps their hashes only.
 */
import * as v from "valibot";
import { ROLES } from "../roles.ts";

/** Access tokens begin so, so that nobody takes one for a machine's. */
export const ACCESS_PREFIX = "s.";

export const DOOR_PATHS = {
  /** → {named}: whether anybody has an account. */
  state: "/door/state",
  /**
   * Names the first administrator; refused once somebody has an account. Where machines have tokens already, only one whose
   * token (as bearer) is an administrator's may.
   */
  first: "/door/first",
  login: "/door/login",
  refresh: "/door/refresh",
  /** Ends the session of the refresh token given. */
  logout: "/door/logout",
  password: "/door/password",
  /** A screen without a token asks for a code, and then again and again whether it was let in. */
  screen: "/door/screen",
  screenPoll: "/door/screen/poll",
  /** What an administrator asks (office.ts), with the access token as bearer. */
  office: "/door/office",
} as const;

const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
/** What people type to log in: letters of any script, digits, dot, dash; told apart without regard to case. */
export const loginSchema = v.pipe(v.string(), v.trim(), v.regex(/^[\p{L}\p{N}._-]{2,40}$/u));
/** At least eight characters; the hub refuses the well-known and the login itself. */
export const passwordSchema = v.pipe(v.string(), v.minLength(8), v.maxLength(200));
/** How a machine calls itself. */
const machine = name;
const token = v.pipe(v.string(), v.minLength(8), v.maxLength(200));

export const personWordSchema = v.object({ uid: uint, login: v.string(), name: v.string(), role: v.picklist(ROLES) });
/** Who is logged in. */
export type PersonWord = v.InferOutput<typeof personWordSchema>;

export const sessionPairSchema = v.object({
  answer: v.literal("in"),
  person: personWordSchema,
  session: uint,
  access: token,
  refresh: token,
  /** Real ms for which each lasts from now on. */
  accessMs: uint,
  refreshMs: uint,
  /** The token of the machine itself, given to the one on which the first administrator was named; else left out. */
  machineToken: v.optional(token),
  /** The password was given by somebody else and must be changed. */
  mustChange: v.boolean(),
});
export type SessionPair = v.InferOutput<typeof sessionPairSchema>;

/** Why nobody is let in. Each has a sentence `seat.door.<why>`. */
export const DOOR_REFUSALS = [
  "wrongPassword", // login and password do not belong together; which of the two is wrong is not said
  "locked", // too many failures; `retryMs` says for how long
  "inactive", // the account was closed
  "alreadyNamed", // the first administrator has been named
  "machineNotAllowed", // this machine's token may not name the first administrator
  "weakPassword",
  "sessionEnded", // refresh token unknown, used before, too old, or ended by somebody
  "busy", // too many tries at once
] as const;
export type DoorRefusal = (typeof DOOR_REFUSALS)[number];
export const doorRefusedSchema = v.object({
  answer: v.literal("refused"),
  why: v.picklist(DOOR_REFUSALS),
  retryMs: v.optional(uint),
  /** Tries left before the lock, where that is told. */
  left: v.optional(uint),
});
export type DoorRefused = v.InferOutput<typeof doorRefusedSchema>;
export const doorAnswerSchema = v.variant("answer", [sessionPairSchema, doorRefusedSchema]);
export type DoorAnswer = v.InferOutput<typeof doorAnswerSchema>;

export const stateAnswerSchema = v.object({ named: v.boolean() });
export const firstSchema = v.strictObject({ name, login: loginSchema, password: passwordSchema, machine });
export const loginRequestSchema = v.strictObject({
  login: v.pipe(v.string(), v.maxLength(100)),
  password: v.pipe(v.string(), v.maxLength(200)),
  machine,
});
export const refreshSchema = v.strictObject({ refresh: token });
/** Answered with a new pair: every other session of the person ends. */
export const passwordChangeSchema = v.strictObject({
  refresh: token,
  old: v.pipe(v.string(), v.maxLength(200)),
  next: passwordSchema,
  machine,
});
export const endedSchema = v.object({ answer: v.literal("ended") });

export const screenAskSchema = v.strictObject({ machine });
/** `code` is shown on the screen and typed in by an administrator, for `untilMs` real ms; `secret` is the screen's own. */
export const screenCodeSchema = v.object({ code: v.string(), secret: token, untilMs: uint });
export type ScreenCode = v.InferOutput<typeof screenCodeSchema>;
export const screenPollSchema = v.strictObject({ secret: token });
export const screenPolledSchema = v.variant("answer", [
  v.object({ answer: v.literal("waiting") }),
  v.object({ answer: v.literal("in"), token, name: v.string() }),
  /** The code is too old, or was turned down. */
  v.object({ answer: v.literal("over") }),
]);
