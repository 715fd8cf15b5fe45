/** What a row of the queue says, as plain values: the words of every cell, apart from the elements that show them. */
import { stageOf, stateOfCode, type Stage } from "../../../shared/case/state.ts";
import type { ClaimLine, QueueLine, SeatLine } from "../../../shared/seat.ts";
import type { Light } from "../../board/light.tsx";
import { isLineOverdue } from "../../board/mark.tsx";
import type { Words } from "../../kit/text.ts";
import { momentText, timeText } from "../../kit/time.ts";
import { burnText, lightOfLine } from "./burn-words.ts";
import { initialsOf } from "./initials.ts";

/** Chips are few: of more it is said how many. */
const MOST_CHIPS = 2;

interface Chip {
  readonly text: string;
  readonly title: string;
}

/** What the time changes. */
interface TimedWords {
  /** The light of the clock that runs out first; null where none runs. */
  readonly light: Light | null;
  readonly lightName: string;
  readonly clock: string;
  readonly overdue: boolean;
}

/** An empty text is nothing to show. */
export interface RowWords extends TimedWords {
  readonly number: string;
  /** Commands on their way. */
  readonly pending: number;
  readonly pendingText: string;
  readonly stage: Stage | null;
  readonly state: string;
  readonly className: string;
  readonly address: string;
  readonly department: string;
  readonly request: string;
  readonly pictures: string;
  readonly picturesText: string;
}

/** What a row says while its line is on its way. */
export const NOTHING_SAID: RowWords = {
  light: null,
  lightName: "",
  clock: "",
  number: "",
  pending: 0,
  pendingText: "",
  stage: null,
  overdue: false,
  state: "",
  className: "",
  address: "",
  department: "",
  request: "",
  pictures: "",
  picturesText: "",
};

/** @param now hub time, epoch ms */
export function timedWords(line: QueueLine, now: number, words: Words): TimedWords {
  const light = lightOfLine(line, now);
  return {
    light,
    lightName: light === null ? "" : words.text(`light.${light}`),
    clock: burnText(line, now, words),
    overdue: isLineOverdue(line, now),
  };
}

/** @param now hub time, epoch ms */
export function rowWords(line: QueueLine, now: number, words: Words): RowWords {
  const state = stateOfCode(line.state);
  return {
    ...timedWords(line, now, words),
    number: line.caseNo,
    pending: line.pending,
    pendingText: line.pending === 0 ? "" : words.text("case.pendingCount", { count: line.pending }),
    stage: stageOf(state),
    state: words.text(`state.${state}`),
    className: words.name({ name: line.className, nameEn: line.classNameEn }),
    address: line.address || line.description,
    department: words.name({ name: line.departmentName, nameEn: line.departmentNameEn }),
    request: line.request === null ? "" : words.text(`queue.request.${line.request}`),
    pictures: line.pictures === 0 ? "" : String(line.pictures),
    picturesText: line.pictures === 0 ? "" : words.text("queue.pictures", { count: line.pictures }),
  };
}

/** When it was reported, as of a time of this day; dearer than all else, so asked for only where its column is shown. */
export function reportedText(line: QueueLine, now: number, words: Words): string {
  return momentText(line.reportedAt, now, words.timeZone, words.language);
}

/** Who has claimed a case and until when, in a sentence. */
export function claimText(claim: ClaimLine, words: Words): string {
  const until = timeText(claim.until, words.timeZone);
  return claim.own
    ? words.text("queue.claim.own", { until })
    : words.text("queue.claim.other", { name: claim.name, until });
}

/** The others at a case as chips. */
export function chipsOf(others: readonly SeatLine[], words: Words): readonly Chip[] {
  const chips = others
    .slice(0, MOST_CHIPS)
    .map(({ name, role }) => ({ text: initialsOf(name), title: `${name} · ${words.text(`role.${role}`)}` }));
  if (others.length <= MOST_CHIPS) return chips;
  return [...chips, { text: `+${others.length - MOST_CHIPS}`, title: others.map(({ name }) => name).join(" · ") }];
}
