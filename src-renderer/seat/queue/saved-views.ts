/** Saved views of the queue: a filter's sentence with its text and order under a name, kept for a person as notes. */
import { CASE_SOURCES } from "../../../shared/case/case.ts";
import { STAGES } from "../../../shared/case/state.ts";
import { WHICH } from "../../../shared/evaluation/columns.ts";
import { PERIODS } from "../../../shared/evaluation/period.ts";
import { FIRST_ONLY, sameOnly } from "../../../shared/only.ts";
import { QUEUE_ORDERS, type KeptNote } from "../../../shared/seat.ts";
import type { Only } from "../../../shared/view.ts";
import type { WallKey } from "../../kit/text.ts";
import type { QueueQuestion } from "./order.ts";

/** What a view of the queue says beside whose it is. */
export type Sentence = Pick<QueueQuestion, "only" | "text" | "order" | "period">;

export interface SavedView {
  /** The key of its note. */
  readonly key: string;
  readonly name: string;
  readonly sentence: Sentence;
}

export const VIEWS_PREFIX = "view/queue/";
/** Longest name, characters. */
export const LONGEST_NAME = 30;

const PLAIN: Sentence = { only: FIRST_ONLY, text: "", order: "burns" };
const HOTLINE = CASE_SOURCES.indexOf("hotline");

/** Views that everybody has. */
export const OWN_VIEWS: readonly { readonly id: string; readonly name: WallKey; readonly sentence: Sentence }[] = [
  { id: "mine", name: "queue.view.mine", sentence: PLAIN },
  { id: "overdue", name: "queue.which.overdueOpen", sentence: { ...PLAIN, only: { which: "overdueOpen" } } },
  { id: "dueSoon", name: "queue.which.dueSoon", sentence: { ...PLAIN, only: { which: "dueSoon" } } },
  { id: "hotline", name: "source.hotline", sentence: { ...PLAIN, only: { ...FIRST_ONLY, source: HOTLINE } } },
  { id: "newest", name: "queue.order.newest", sentence: { ...PLAIN, order: "newest" } },
];

/** Do two sentences say the same? */
export function sameSentence(a: Sentence, b: Sentence): boolean {
  return (
    a.text === b.text &&
    a.order === b.order &&
    (a.period ?? "all") === (b.period ?? "all") &&
    sameOnly({ ...FIRST_ONLY, ...a.only }, { ...FIRST_ONLY, ...b.only })
  );
}

/** A note's key of its own. @param id letters and digits */
export const viewKey = (id: string): string => `${VIEWS_PREFIX}${id}`;

export const viewNote = (name: string, sentence: Sentence): string => JSON.stringify({ name, ...sentence });

/** The views that notes tell of, by name. What is no view, or of another version of the program, is left out. */
export function viewsOf(notes: readonly KeptNote[]): readonly SavedView[] {
  return notes
    .flatMap(({ key, value }): SavedView[] => {
      const read = parsed(value);
      const { name, only, text, order, period } = read;
      const sentenceOrder = QUEUE_ORDERS.find((each) => each === order);
      const sentenceOnly = onlyOf(only);
      if (typeof name !== "string" || name === "" || typeof text !== "string") return [];
      if (sentenceOrder === undefined || sentenceOnly === null) return [];
      const known = PERIODS.find((each) => each === period);
      const sentence = {
        only: sentenceOnly,
        text,
        order: sentenceOrder,
        ...(known === undefined ? {} : { period: known }),
      };
      return [{ key, name, sentence }];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function parsed(value: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(value);
    return typeof read === "object" && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {}; // a spoiled note is no view
  }
}

/** A filter as it was written; null for what is none. */
function onlyOf(value: unknown): Only | null {
  if (typeof value !== "object" || value === null) return null;
  const { which, major, classUid, department, dutyGrid, source, stage, ...rest } = value as Record<string, unknown>;
  const number = (each: unknown) => each === undefined || (Number.isSafeInteger(each) && (each as number) >= 0);
  const good =
    Object.keys(rest).length === 0 &&
    (which === undefined || WHICH.some((each) => each === which)) &&
    (stage === undefined || STAGES.some((each) => each === stage)) &&
    (major === undefined || typeof major === "string") &&
    [classUid, department, dutyGrid, source].every(number);
  return good ? (value as Only) : null;
}

/** What is wrong with a name; null when nothing is. */
export function nameProblem(name: string, others: readonly SavedView[]): WallKey | null {
  const typed = name.trim();
  if (typed === "") return "queue.view.nameMissing";
  if (typed.length > LONGEST_NAME) return "queue.view.nameLong";
  return others.some((each) => each.name === typed) ? "queue.view.nameTaken" : null;
}
