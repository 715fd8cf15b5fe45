/**
 * What may be asked of the hub's desk, and what it answers: one request, one answer. A window asks its host, the host
 * passes it on over the line, and the hub decides on the truth.
 */
import * as v from "valibot";
import { CASE_SOURCES, REFUSALS } from "../case/case.ts";
import { ROLES } from "../roles.ts";
import { RULE_KINDS } from "../rules/check.ts";
import { LEDGER_KINDS } from "../rules/scheme.ts";
import type { Trouble } from "../trouble.ts";
import { CAMERA_GUARDS, GATEWAY_KINDS, LOOK_REASONS, STREAM_KINDS, STREAM_USES } from "../video/stream.ts";

const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const words = v.pipe(v.string(), v.maxLength(2_000));
const month = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/));
const period = v.pipe(v.string(), v.regex(/^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$/));

/** Grounds for what somebody enters: a case, an address, or a file by its name and SHA-256. */
const evidence = v.variant("kind", [
  v.strictObject({ kind: v.literal("case"), uid: uint }),
  v.strictObject({ kind: v.literal("link"), url: v.pipe(v.string(), v.maxLength(500)) }),
  v.strictObject({ kind: v.literal("file"), name, sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
]);
export type Evidence = v.InferOutput<typeof evidence>;

const limit = v.strictObject({
  value: v.pipe(v.number(), v.gtValue(0)),
  type: v.picklist(["urgentHour", "workHour", "workDay", "naturalDay", "urgentDay"]),
});

/** A command on a case without time and person, which the desk adds. */
const commandSchema = v.variant("kind", [
  v.strictObject({
    kind: v.picklist([
      "accept",
      "sendPreCheck",
      "takeOn",
      "resume",
      "submit",
      "sendPostCheck",
      "requestCityCheck",
      "passCheck",
      "close",
      "selfHandle",
      "extend",
    ]),
  }),
  v.strictObject({
    kind: v.picklist([
      "notAccept",
      "answer",
      "notFile",
      "sendBack",
      "refuseSendBack",
      "returnToAcceptor",
      "requestExtension",
      "refuseExtension",
      "requestSuspension",
      "suspend",
      "refuseSuspension",
      "failCheck",
      "forceClose",
      "void",
      "appeal",
      "grantAppeal",
      "refuseAppeal",
    ]),
    reason: words,
  }),
  v.strictObject({ kind: v.literal("preCheck"), confirmed: v.boolean() }),
  v.strictObject({ kind: v.literal("file"), limit, condition: v.optional(name) }),
  v.strictObject({ kind: v.literal("markDuplicate"), of: uint }),
  /** `suggested`: the department that the program proposed, where it did. */
  v.strictObject({ kind: v.literal("dispatch"), department: uint, suggested: v.optional(uint) }),
  v.strictObject({ kind: v.literal("redispatch"), department: uint, reason: words, suggested: v.optional(uint) }),
  v.strictObject({ kind: v.literal("callBack"), score: v.number() }),
  v.strictObject({ kind: v.literal("supervise"), opinion: words, answerBy: v.optional(v.number()) }),
  v.strictObject({ kind: v.literal("answerSupervision"), reply: words }),
  v.strictObject({ kind: v.literal("urge"), note: words }),
]);

/** What is reported; the duty grid follows from the unit grid. */
const reportSchema = v.strictObject({
  kind: v.picklist(["component", "matter"]),
  classUid: uint,
  source: v.picklist(CASE_SOURCES),
  lon: v.nullable(v.pipe(v.number(), v.minValue(-180), v.maxValue(180))),
  lat: v.nullable(v.pipe(v.number(), v.minValue(-90), v.maxValue(90))),
  address: words,
  unitGrid: uint,
  description: words,
  urgent: v.boolean(),
});

const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,80}$/));
const label = v.pipe(v.string(), v.maxLength(100));
const part = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** The longest picture that a report may bring, characters of base64: under the hub's largest message. */
export const MOST_PICTURE = 400_000;
/** A frame that goes with a report. `data` is the JPEG in base64; `sha256` is of its bytes. */
export const pictureSchema = v.strictObject({
  camera: uint,
  at: instant,
  width: v.pipe(uint, v.minValue(1), v.maxValue(16_384)),
  height: v.pipe(uint, v.minValue(1), v.maxValue(16_384)),
  type: v.literal("image/jpeg"),
  sha256: hash,
  data: v.pipe(v.string(), v.maxLength(MOST_PICTURE), v.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
});
export type PictureDraft = v.InferOutput<typeof pictureSchema>;

/** A camera as people write it down; the unit grid follows from the place. */
export const cameraDraftSchema = v.strictObject({
  code: label,
  name,
  nameEn: label,
  kind: v.picklist(["fixed", "ptz"]),
  lon: v.nullable(v.pipe(v.number(), v.minValue(-180), v.maxValue(180))),
  lat: v.nullable(v.pipe(v.number(), v.minValue(-90), v.maxValue(90))),
  bearing: v.nullable(v.pipe(v.number(), v.minValue(0), v.ltValue(360))),
  fov: v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(360))),
  reach: v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(5_000))),
  department: uint,
  guard: v.picklist(CAMERA_GUARDS),
  gateway: uint,
  channel: label,
  streams: v.pipe(
    v.array(
      v.strictObject({
        use: v.picklist(STREAM_USES),
        kind: v.picklist(STREAM_KINDS),
        url: v.pipe(v.string(), v.maxLength(500)),
      }),
    ),
    v.maxLength(12),
  ),
  masks: v.pipe(v.array(v.pipe(v.array(v.tuple([part, part])), v.minLength(3), v.maxLength(40))), v.maxLength(20)),
  presets: v.pipe(
    v.array(v.strictObject({ number: v.pipe(uint, v.minValue(1), v.maxValue(255)), name: label, home: v.boolean() })),
    v.maxLength(100),
  ),
});
export type CameraDraft = v.InferOutput<typeof cameraDraftSchema>;

const look = v.strictObject({
  camera: uint,
  why: v.picklist(LOOK_REASONS),
  caseUid: uint,
  fromAt: instant,
  toAt: instant,
});

/** A department as people write it down. */
export const departmentDraftSchema = v.strictObject({
  name,
  nameEn: label,
  shortName: label,
  shortNameEn: label,
  groupCode: v.pipe(v.string(), v.maxLength(10)),
  contact: words,
});

/** Whom to call at a department. */
export const contactDraftSchema = v.strictObject({
  department: uint,
  name,
  duty: label,
  phone: v.pipe(v.string(), v.maxLength(40), v.regex(/^[\d+() -]*$/)),
  note: v.pipe(v.string(), v.maxLength(500)),
});

/** What becomes of an alarm: seen to, put off until, handed to a role, taken off the list until, or open again. */
export const ALARM_MARKS = ["acknowledged", "snoozed", "forwarded", "shelved", "reopened"] as const;
export type AlarmMark = (typeof ALARM_MARKS)[number];

const requestSchema = v.variant("ask", [
  v.strictObject({ ask: v.literal("case"), uid: uint, command: commandSchema }),
  v.strictObject({
    ask: v.literal("report"),
    platform: name,
    /** What it is about, e.g. a station's exceedance: one occasion is one case, and this its id. */
    occasion: v.pipe(v.string(), v.regex(/^[\w./:-]{8,160}$/)),
    report: reportSchema,
    picture: v.optional(pictureSchema),
  }),
  /** Writes a camera down, a new one or anew. What it names by uid must be of its platform. */
  v.strictObject({ ask: v.literal("putCamera"), platform: name, id, camera: cameraDraftSchema }),
  v.strictObject({ ask: v.literal("removeCamera"), uid: uint }),
  v.strictObject({
    ask: v.literal("putGateway"),
    platform: name,
    id,
    gateway: v.strictObject({
      kind: v.picklist(GATEWAY_KINDS),
      name,
      nameEn: label,
      url: v.pipe(v.string(), v.maxLength(500)),
    }),
  }),
  v.strictObject({ ask: v.literal("removeGateway"), uid: uint }),
  v.strictObject({
    ask: v.literal("putCameraGroup"),
    platform: name,
    id,
    group: v.strictObject({ name, nameEn: label, cameras: v.pipe(v.array(uint), v.maxLength(2_000)) }),
  }),
  v.strictObject({ ask: v.literal("removeCameraGroup"), uid: uint }),
  /** Who looked at which cameras (调阅记录); `at` is the host and its program. */
  v.strictObject({
    ask: v.literal("looked"),
    at: name,
    looks: v.pipe(v.array(look), v.minLength(1), v.maxLength(200)),
  }),
  /** Takes a camera for turning it, for so many seconds from now, or keeps it longer; 0 lets go. One holder at a time. */
  v.strictObject({ ask: v.literal("holdCamera"), uid: uint, seconds: v.pipe(uint, v.maxValue(120)) }),
  /**
   * 认领: takes a case for so many seconds from now, or keeps it longer; 0 lets go. One holder at a time; with a reason it is
   * taken from whoever holds it.
   */
  v.strictObject({
    ask: v.literal("claim"),
    uid: uint,
    seconds: v.pipe(uint, v.maxValue(600)),
    reason: v.optional(words),
  }),
  v.strictObject({ ask: v.literal("putDepartment"), platform: name, id, department: departmentDraftSchema }),
  /** Refused while it has open cases. */
  v.strictObject({ ask: v.literal("removeDepartment"), uid: uint }),
  v.strictObject({ ask: v.literal("putContact"), platform: name, id, contact: contactDraftSchema }),
  v.strictObject({ ask: v.literal("removeContact"), uid: uint }),
  /** Somebody has called and it is right. */
  v.strictObject({ ask: v.literal("confirmContact"), uid: uint }),
  /** A city's own version of a rule file, as JSON text; it counts before the file until it is taken back. */
  v.strictObject({
    ask: v.literal("putRule"),
    kind: v.picklist(RULE_KINDS),
    name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$/)),
    body: v.pipe(v.string(), v.maxLength(400_000)),
  }),
  v.strictObject({ ask: v.literal("resetRule"), kind: v.picklist(RULE_KINDS), name }),
  /** `alarm` is its key (shared/alarm.ts); `until` for snoozed and shelved, `to` a role for forwarded. */
  v.strictObject({
    ask: v.literal("markAlarm"),
    platform: name,
    alarm: v.pipe(v.string(), v.regex(/^[\w./:-]{3,160}$/)),
    mark: v.picklist(ALARM_MARKS),
    until: v.nullable(instant),
    to: v.union([v.literal(""), v.picklist(ROLES)]),
    note: v.pipe(v.string(), v.maxLength(500)),
  }),
  /** 交接班: `body` is the JSON of a HandoverBody (view.ts), written by the program; `note` by whoever hands over. */
  v.strictObject({
    ask: v.literal("writeHandover"),
    platform: name,
    id,
    fromAt: instant,
    toAt: instant,
    body: v.pipe(v.string(), v.maxLength(100_000)),
    note: words,
  }),
  v.strictObject({ ask: v.literal("signHandover"), uid: uint, note: words }),
  v.strictObject({
    ask: v.literal("setTarget"),
    platform: name,
    indicator: name,
    value: v.pipe(v.number(), v.finite()),
  }),
  v.strictObject({ ask: v.literal("clearTarget"), platform: name, indicator: name }),
  v.strictObject({
    ask: v.literal("enterLedger"),
    platform: name,
    scheme: name,
    kind: v.picklist(LEDGER_KINDS),
    item: words,
    month,
    department: uint,
    caseUid: uint,
    points: v.nullable(v.pipe(v.number(), v.finite())),
    text: words,
    evidence: v.pipe(v.array(evidence), v.maxLength(20)),
  }),
  v.strictObject({ ask: v.literal("withdrawLedger"), uid: uint, why: words }),
  v.strictObject({ ask: v.literal("freeze"), platform: name, scheme: name, period }),
]);

/** `id` is the asker's own, unique: the same id again gets the same answer and has no second effect. */
export const deskMessageSchema = v.strictObject({
  id: v.pipe(v.string(), v.minLength(8), v.maxLength(64)),
  /** What was typed; where somebody is logged in the hub writes down their name instead. */
  by: name,
  /** uid of who was logged in when it was asked: sent under another's session it is refused. Left out for nobody. */
  person: v.optional(uint),
  /** Hub time, epoch ms: decided later than this it is not done at all. Left out, it may be done at any time. */
  notAfter: v.optional(v.number()),
  request: requestSchema,
});
export type DeskMessage = v.InferOutput<typeof deskMessageSchema>;
export type DeskRequest = DeskMessage["request"];

/** Why the desk says no. Each has a sentence under `refusal.*`; those of `decide` are among them. */
export const DESK_REFUSALS = [
  ...REFUSALS,
  "unknownCase",
  "unknownDepartment",
  "unknownClass",
  "unknownIndicator",
  "unknownScheme",
  "unknownItem",
  "unknownPlatform",
  "unknownEntry",
  "pointsOutOfRange",
  "textMissing",
  "alreadyWithdrawn",
  "monthFrozen",
  "monthRunning",
  "alreadyFrozen",
  "notAllowed", // the role may not ask this
  "expired", // it came after its `notAfter`
  "hubTooOld", // a hub of the version before does not know such a request; said by the host, never sent
  "otherHistory", // it names rows of another history of the hub; said by the host, never sent
  "unknownCamera",
  "unknownGateway",
  "gatewayInUse",
  "addressUnusable", // an address of another form, or with a name and a password in it
  "pictureBroken", // the bytes are no such picture
  "cameraHeld", // somebody else is turning it; `by` says who
  "cannotTurn", // a fixed camera
  "caseHeld", // somebody else has claimed it; `by` says who
  "otherPerson", // asked by somebody else than who is logged in now
  "departmentInUse", // it has open cases
  "unknownContact",
  "unknownHandover",
  "alreadySigned",
  "ownHandover", // nobody signs what they wrote themselves
  "ruleInvalid", // `by` names the place in it
  "unknownRule",
  "changedSince", // somebody changed it meanwhile
  "afterConflict", // an earlier command on the same case was refused: what was asked after it was asked of another case
] as const;
export type DeskRefusal = (typeof DESK_REFUSALS)[number];

export const deskAnswerSchema = v.variant("answer", [
  /** `uid` of what was written, 0 when there is none; `seq` the commit it is in. */
  v.object({ answer: v.literal("done"), uid: uint, seq: uint }),
  /** `by`: who holds what was asked for. */
  v.object({ answer: v.literal("refused"), refused: v.picklist(DESK_REFUSALS), by: v.optional(label) }),
]);
/**
 * The host itself answers `queued` when the request is safe in its outbox and the hub has not answered yet, and `trouble`
 * when it could not keep it or it cannot wait.
 */
export type DeskAnswer =
  | v.InferOutput<typeof deskAnswerSchema>
  | { readonly answer: "queued" }
  | { readonly answer: "trouble"; readonly trouble: Trouble };
