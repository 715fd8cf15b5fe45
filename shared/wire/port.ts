/**
 * The port between one window and the host: every message, described once. The same messages travel over a MessagePort
 * (structured clone) and over a WebSocket (`frame.ts`).
 *
 * Rules: the host sends at most one unanswered patch per view; the window answers `drawn {view, rev}` after the frame
 * that showed it, and gets everything that changed meanwhile merged into the next one.
 */
import * as v from "valibot";
import type { BasemapWord } from "../basemap.ts";
import { directActSchema, windowReportSchema, type DirectAnswer, type Echo } from "../direction/wall.ts";
import { MEASURES, MILESTONES, WHICH } from "../evaluation/columns.ts";
import { PERIODS } from "../evaluation/period.ts";
import { BASES, TERMS } from "../evaluation/terms.ts";
import { STAGES } from "../case/state.ts";
import type { LaneWord } from "../video/lane.ts";
import { LOOK_REASONS, STREAM_USES } from "../video/stream.ts";
import type { LineState } from "../sync-status.ts";
import type { TrackColumns } from "../track.ts";
import type { Trouble } from "../trouble.ts";
import { SHADE_LEVELS, type ColumnsValues, type KeyedRows, type WholeValues } from "../view.ts";
import type { ReportVerified } from "../report.ts";
import { ROLES } from "../roles.ts";
import { LANGUAGES } from "../text.ts";
import { RULE_KINDS } from "../rules/check.ts";
import { QUEUE_ORDERS, type DoorResult } from "../seat.ts";
import { deskMessageSchema, type DeskAnswer } from "./desk.ts";
import { echoRequestSchema } from "./hub.ts";
import { loginSchema, passwordSchema } from "./door.ts";
import { officeRequestSchema, type OfficeAnswer } from "./office.ts";

const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const period = v.picklist([...PERIODS, "auto"] as const);
const limit = v.pipe(uint, v.maxValue(1_000));
const name = v.pipe(v.string(), v.maxLength(100));
/** "" for the platform's own choice: of the scheme its default, of the period the newest with cases. */
const evaluationPeriod = v.pipe(v.string(), v.regex(/^(\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?|month|quarter|year|)$/));

const caseQuery = v.strictObject({
  period: v.optional(period),
  between: v.optional(v.pipe(v.tuple([v.number(), v.number()]), v.readonly())),
  department: v.optional(uint),
  unitGrid: v.optional(uint),
  dutyGrid: v.optional(uint),
  classUid: v.optional(uint),
  major: v.optional(name),
  area: v.optional(name),
  source: v.optional(uint),
  stage: v.optional(v.picklist(STAGES)),
  milestone: v.optional(v.picklist(MILESTONES)),
  measure: v.optional(v.picklist(MEASURES)),
  which: v.optional(v.picklist(WHICH)),
  term: v.optional(v.picklist(TERMS)),
  basis: v.optional(v.picklist(BASES)),
  sources: v.optional(v.pipe(v.array(uint), v.maxLength(32), v.readonly())),
  suspendedBefore: v.optional(v.number()),
  uids: v.optional(v.pipe(v.array(uint), v.maxLength(2_000), v.readonly())),
  without: v.optional(v.pipe(v.array(uint), v.maxLength(2_000), v.readonly())),
});

const onlyParts = v.strictObject({
  which: v.optional(v.picklist(WHICH)),
  major: v.optional(name),
  classUid: v.optional(uint),
  department: v.optional(uint),
  dutyGrid: v.optional(uint),
  source: v.optional(uint),
  stage: v.optional(v.picklist(STAGES)),
});
const only = v.optional(onlyParts);
const instant = v.pipe(v.number(), v.finite());
const lon = v.pipe(v.number(), v.minValue(-180), v.maxValue(180));
const lat = v.pipe(v.number(), v.minValue(-90), v.maxValue(90));
/** A day of the city's zone; "" for the running one. */
const day = v.pipe(v.string(), v.regex(/^(\d{4}-\d{2}-\d{2}|)$/));

export const questionSchema = v.variant("view", [
  v.strictObject({ view: v.literal("city") }),
  v.strictObject({ view: v.literal("features") }),
  v.strictObject({ view: v.literal("grids") }),
  v.strictObject({ view: v.literal("departments") }),
  v.strictObject({ view: v.literal("cameras") }),
  v.strictObject({ view: v.literal("camera"), uid: uint }),
  v.strictObject({ view: v.literal("cameraGroups") }),
  v.strictObject({ view: v.literal("gateways") }),
  v.strictObject({ view: v.literal("camerasNear"), lon, lat, limit: v.pipe(uint, v.maxValue(100)) }),
  v.strictObject({ view: v.literal("cameraHealth"), weeks: v.pipe(uint, v.minValue(1), v.maxValue(53)) }),
  v.strictObject({ view: v.literal("cameraWeeks"), weeks: v.pipe(uint, v.minValue(1), v.maxValue(53)) }),
  v.strictObject({ view: v.literal("looks"), camera: uint, limit }),
  v.strictObject({ view: v.literal("pictures"), caseUid: uint }),
  v.strictObject({ view: v.literal("around"), lon, lat }),
  v.strictObject({ view: v.literal("units") }),
  v.strictObject({ view: v.literal("funnel"), period, only }),
  v.strictObject({ view: v.literal("ranking"), period, only }),
  v.strictObject({ view: v.literal("topIssues"), period, limit, only }),
  v.strictObject({ view: v.literal("trend"), hours: v.pipe(uint, v.minValue(1), v.maxValue(168)), only }),
  v.strictObject({ view: v.literal("classes") }),
  v.strictObject({ view: v.literal("areas") }),
  v.strictObject({ view: v.literal("places") }),
  v.strictObject({ view: v.literal("borders"), at: instant }),
  v.strictObject({ view: v.literal("shade"), indicator: name, level: v.picklist(SHADE_LEVELS), period, only }),
  v.strictObject({ view: v.literal("heat"), period, only }),
  v.strictObject({ view: v.literal("choices"), period, only: onlyParts }),
  v.strictObject({ view: v.literal("coverage"), day }),
  v.strictObject({ view: v.literal("visitsOf"), kind: v.picklist(["grid", "place"]), subject: uint, day }),
  v.strictObject({ view: v.literal("trail"), unit: uint, minutes: v.pipe(uint, v.minValue(1), v.maxValue(1_440)) }),
  v.strictObject({ view: v.literal("unit"), uid: uint }),
  v.strictObject({ view: v.literal("sensors") }),
  v.strictObject({ view: v.literal("readings"), sensor: uint, hours: v.pipe(uint, v.minValue(1), v.maxValue(168)) }),
  v.strictObject({
    view: v.literal("components"),
    bounds: v.pipe(v.tuple([lon, lat, lon, lat]), v.readonly()),
    limit: v.pipe(uint, v.maxValue(50_000)),
  }),
  v.strictObject({ view: v.literal("component"), uid: uint }),
  v.strictObject({ view: v.literal("search"), text: name, limit }),
  v.strictObject({ view: v.literal("replay"), from: instant, to: instant, exercise: name }),
  v.strictObject({ view: v.literal("replayTracks"), from: instant, to: instant, exercise: name }),
  v.strictObject({ view: v.literal("exercises") }),
  v.strictObject({ view: v.literal("dryRun"), file: v.pipe(v.string(), v.maxLength(400_000)), day }),
  v.strictObject({ view: v.literal("ticker"), limit }),
  v.strictObject({ view: v.literal("cases"), query: caseQuery, offset: uint, limit }),
  v.strictObject({ view: v.literal("case"), uid: uint }),
  v.strictObject({ view: v.literal("points"), query: caseQuery }),
  v.strictObject({ view: v.literal("standings"), scheme: name, period: evaluationPeriod }),
  v.strictObject({
    view: v.literal("whatIf"),
    scheme: name,
    period: evaluationPeriod,
    key: v.union([uint, name]),
  }),
  v.strictObject({ view: v.literal("indicators"), period: evaluationPeriod, department: uint }),
  v.strictObject({ view: v.literal("ledger"), scheme: name, period: evaluationPeriod }),
  v.strictObject({ view: v.literal("backlog") }),
  v.strictObject({ view: v.literal("briefing"), period: evaluationPeriod, taken: uint }),
  v.strictObject({ view: v.literal("recurrence"), limit }),
  v.strictObject({ view: v.literal("disputes"), limit }),
  v.strictObject({ view: v.literal("sync") }),
  v.strictObject({ view: v.literal("outbox") }),
  v.strictObject({ view: v.literal("ops") }),
  v.strictObject({ view: v.literal("rights") }),
  v.strictObject({ view: v.literal("session") }),
  v.strictObject({ view: v.literal("seats") }),
  v.strictObject({
    view: v.literal("queue"),
    role: v.union([v.literal(""), v.picklist(ROLES)]),
    only: onlyParts,
    text: name,
    order: v.picklist(QUEUE_ORDERS),
    period: v.optional(period),
  }),
  v.strictObject({ view: v.literal("queueLines"), uids: v.pipe(v.array(uint), v.maxLength(200), v.readonly()) }),
  v.strictObject({ view: v.literal("suggest"), uid: uint }),
  v.strictObject({ view: v.literal("contacts"), department: uint }),
  v.strictObject({ view: v.literal("alarms") }),
  v.strictObject({ view: v.literal("meanwhile") }),
  v.strictObject({ view: v.literal("handoverDraft"), fromAt: instant }),
  v.strictObject({ view: v.literal("handovers"), limit }),
  v.strictObject({ view: v.literal("kept"), prefix: name }),
  v.strictObject({ view: v.literal("walls") }),
  v.strictObject({ view: v.literal("ruleFiles"), kind: v.picklist(RULE_KINDS) }),
  v.strictObject({ view: v.literal("reports") }),
]);

/** What runs in windows. */
export const WINDOW_PROGRAMS = ["wall", "seat", "briefing", "remote"] as const;
export type WindowProgram = (typeof WINDOW_PROGRAMS)[number];
const turning = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));

/** Window → host. `view` numbers are the window's own. */
export const windowMessageSchema = v.variant("say", [
  v.strictObject({ say: v.literal("hello"), port: uint, program: v.picklist(WINDOW_PROGRAMS) }),
  v.strictObject({ say: v.literal("open"), view: uint, question: questionSchema }),
  v.strictObject({ say: v.literal("close"), view: uint }),
  v.strictObject({ say: v.literal("drawn"), view: uint, rev: uint }),
  v.strictObject({ say: v.literal("ping"), n: uint }),
  /** Answered once, under the same number. */
  v.strictObject({
    say: v.literal("ask"),
    ask: uint,
    message: deskMessageSchema,
    /** Real ms for which it stays here, safe and shown as done, and can still be taken back: undo. */
    holdMs: v.optional(v.pipe(uint, v.maxValue(60_000))),
  }),
  /** Wants to see a camera: opens a lane of its pictures under a number of the window's own (rules V). */
  v.strictObject({
    say: v.literal("watch"),
    watch: uint,
    camera: uint,
    use: v.picklist(STREAM_USES),
    why: v.picklist(LOOK_REASONS),
    /** What it is about, 0 none. */
    caseUid: uint,
  }),
  v.strictObject({ say: v.literal("unwatch"), watch: uint }),
  /** Bytes of the lane that the window has taken in, all of them since it was opened. */
  v.strictObject({ say: v.literal("took"), watch: uint, bytes: uint }),
  /** A file that the lane's playlist names, by its address as told there; answered by a `piece` with the same number. */
  v.strictObject({ say: v.literal("want"), watch: uint, n: uint, url: v.pipe(v.string(), v.maxLength(2_000)) }),
  /** The window's half of a WebRTC conversation. */
  v.strictObject({ say: v.literal("offer"), watch: uint, sdp: v.pipe(v.string(), v.maxLength(100_000)) }),
  /** Asks the host itself for something; answered once, under the same number. */
  v.strictObject({
    say: v.literal("act"),
    act: uint,
    what: v.variant("do", [
      /** Hold the cache against the hub now; `deep` counts the cache's own rows anew first. */
      v.strictObject({ do: v.literal("check"), deep: v.boolean() }),
      /** Write what support needs to a file. */
      v.strictObject({ do: v.literal("support") }),
      /** The bytes of a picture that belongs to a case. */
      v.strictObject({ do: v.literal("picture"), sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
      /** Turn a camera that has been taken: speeds from −1 to 1, all 0 to stop. */
      v.strictObject({ do: v.literal("turn"), camera: uint, pan: turning, tilt: turning, zoom: turning }),
      v.strictObject({ do: v.literal("preset"), camera: uint, number: v.pipe(uint, v.minValue(1), v.maxValue(255)) }),
      /** What this window shows from now on; told again whenever it is another scene, and with every greeting. */
      v.strictObject({ do: v.literal("scene"), scene: name, replaying: v.boolean() }),
      /** Take a request out of the outbox that has not been sent, or has been answered. */
      v.strictObject({ do: v.literal("discard"), id: v.pipe(v.string(), v.maxLength(64)) }),
      /** At the door (door.ts). */
      v.strictObject({
        do: v.literal("login"),
        login: v.pipe(v.string(), v.maxLength(100)),
        password: v.pipe(v.string(), v.maxLength(200)),
      }),
      v.strictObject({ do: v.literal("nameFirst"), name, login: loginSchema, password: passwordSchema }),
      v.strictObject({ do: v.literal("logout") }),
      v.strictObject({
        do: v.literal("password"),
        old: v.pipe(v.string(), v.maxLength(200)),
        next: passwordSchema,
      }),
      v.strictObject({ do: v.literal("office"), request: officeRequestSchema }),
      /** The case this seat looks at, 0 for none: others are told. */
      v.strictObject({ do: v.literal("look"), caseUid: uint }),
      /** Keeps something for who is logged in, on the disk before it is answered; null lets go of it. */
      v.strictObject({
        do: v.literal("keep"),
        key: v.pipe(v.string(), v.regex(/^[\w./:-]{1,160}$/)),
        value: v.nullable(v.pipe(v.string(), v.maxLength(700_000))),
      }),
      /** The page that a window of a seat shows from now on, for the black box. */
      v.strictObject({ do: v.literal("page"), page: v.pipe(v.string(), v.regex(/^[A-Za-z]{1,40}$/)) }),
      /** Write what walls showed and seats did between two instants of hub time to an after-action file. */
      v.strictObject({ do: v.literal("blackBox"), from: instant, to: instant }),
      /** The list of what happened during the cut has been seen. */
      v.strictObject({ do: v.literal("meanwhileSeen") }),
      /** Wants a wall to show something else; the hub decides. */
      v.strictObject({ do: v.literal("direct"), act: directActSchema }),
      /** What this window of a wall shows: every second, and at once when it is something else. */
      v.strictObject({
        do: v.literal("shows"),
        report: windowReportSchema,
        /** Its picture; null for one that is no other than before. */
        jpeg: v.nullable(v.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array)),
      }),
      /** The newest picture of a window, where it is another than the one that is had. */
      v.strictObject({ do: v.literal("echo"), ...echoRequestSchema.entries }),
      /** Makes an evaluation report (评价报告); answered when it is there. */
      v.strictObject({
        do: v.literal("makeReport"),
        period: v.pipe(v.string(), v.regex(/^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$/)),
        scheme: name,
        /** Its time is not over: marked as such on every page. */
        draft: v.boolean(),
        language: v.picklist(LANGUAGES),
        /** 发文机关 and 发文字号; "" for none. */
        issuer: name,
        number: name,
      }),
      v.strictObject({ do: v.literal("verifyReport"), name: v.pipe(v.string(), v.regex(/^[\w.-]{1,160}$/)) }),
    ]),
  }),
]);
export type HostAct = Extract<v.InferOutput<typeof windowMessageSchema>, { say: "act" }>["what"];
export type WindowMessage = v.InferOutput<typeof windowMessageSchema>;

/** Pushed at every change and at least once a second. */
export interface LineReport {
  readonly state: LineState;
  /** Real ms since the last word from the hub (any message), by a clock that never jumps; null before the first. */
  readonly silentMs: number | null;
  /** Hub time now, epoch ms, and hub ms per real ms. */
  readonly hubNow: number;
  readonly pace: number;
  /** Commit time (hub) of the newest change in the cache; null when the cache is empty. */
  readonly dataAt: number | null;
  /** Why it is cut, for the person; null while all is well. */
  readonly trouble: Trouble | null;
  /** Snapshot progress in rows; null outside a snapshot. */
  readonly progress: { readonly done: number; readonly total: number; readonly rowsPerSecond: number } | null;
  /** Milliseconds until the next try while cut; null otherwise. */
  readonly retryInMs: number | null;
  /** This machine's own clock minus hub time, ms; null before the hub was heard, or while its time is sped up. */
  readonly clockOffMs: number | null;
  /** Requests that wait to be sent, and answers that somebody should look at. */
  readonly outbox: { readonly waiting: number; readonly conflicts: number };
  /** Why the cache takes nothing more at the moment, e.g. a full disk; null while it does. */
  readonly readOnly: Trouble | null;
}

/** What came of an act. `file` and `text`: what was written for support, and where. */
export type ActResult =
  | { readonly did: "checking" | "discarded" | "noted" }
  | { readonly did: "support"; readonly file: string; readonly text: string }
  | { readonly did: "turned" }
  /** `oneOf`: of so many pictures one was taken. */
  | {
      readonly did: "blackBox";
      readonly file: string;
      readonly pictures: number;
      readonly acts: number;
      readonly bytes: number;
      readonly oneOf: number;
    }
  | { readonly did: "door"; readonly result: DoorResult }
  | { readonly did: "office"; readonly answer: OfficeAnswer }
  | { readonly did: "looking" | "kept" | "seen" }
  | { readonly did: "report"; readonly name: string }
  | { readonly did: "verified"; readonly verified: ReportVerified }
  | { readonly did: "picture"; readonly type: string; readonly bytes: Uint8Array }
  | { readonly did: "direct"; readonly answer: DirectAnswer }
  | { readonly did: "echo"; readonly echo: Echo | null }
  | { readonly did: "not"; readonly trouble: Trouble };

type WholeName = keyof WholeValues;
type KeyedName = keyof KeyedRows;

/** Host → window. */
export type HostMessage =
  | {
      readonly say: "welcome";
      readonly port: number;
      readonly product: string;
      readonly language: "zh-CN" | "en" | null;
      /** The base map that the shell serves, null for none. */
      readonly basemap: BasemapWord | null;
      readonly line: LineReport;
    }
  | { readonly say: "refused"; readonly trouble: Trouble }
  | { readonly say: "line"; readonly line: LineReport }
  | { readonly say: "whole"; readonly view: number; readonly rev: number; readonly value: WholeValues[WholeName] }
  | {
      readonly say: "keyed";
      readonly view: number;
      readonly rev: number;
      /** True: forget what was there. */
      readonly reset: boolean;
      readonly put: readonly KeyedRows[KeyedName][];
      readonly del: readonly number[];
    }
  | {
      readonly say: "columns";
      readonly view: number;
      readonly rev: number;
      readonly reset: boolean;
      readonly value: ColumnsValues["points"];
    }
  | { readonly say: "tracks"; readonly value: TrackColumns }
  | { readonly say: "seen"; readonly watch: number; readonly word: LaneWord }
  | { readonly say: "failed"; readonly view: number; readonly trouble: Trouble }
  | { readonly say: "answered"; readonly ask: number; readonly answer: DeskAnswer }
  | { readonly say: "acted"; readonly act: number; readonly result: ActResult }
  | { readonly say: "pong"; readonly n: number };

/**
 * One conversation's transport. Over a MessagePort messages are cloned, over a WebSocket they are framed; both deliver
 * in order and call `onClose` once.
 */
export interface Wire<In, Out> {
  send(message: Out): void;
  onMessage(listener: (message: In) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
