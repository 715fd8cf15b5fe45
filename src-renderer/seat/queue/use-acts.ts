/** What can be done on the queue's page, each with its key. */
import type { WallKey } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { bothTitles } from "../casework/titles.ts";
import { useSeatActs, type SeatAct } from "../shell/acts.ts";

export interface QueueActs {
  /** uid of the marked case; 0 none. */
  readonly focus: number;
  /** The queue is not empty. */
  readonly some: boolean;
  readonly chosen: number;
  readonly mayClaim: boolean;
  readonly next: () => void;
  readonly previous: () => void;
  readonly open: () => void;
  readonly choose: () => void;
  readonly range: () => void;
  readonly all: () => void;
  readonly clear: () => void;
  readonly claim: () => void;
  readonly filter: () => void;
  readonly save: () => void;
  readonly map: () => void;
}

/** Titles in both languages are the same for ever. */
const known = new Map<WallKey, SeatAct["titles"]>();

function titlesOf(title: WallKey): SeatAct["titles"] {
  let titles = known.get(title);
  if (titles === undefined) known.set(title, (titles = bothTitles(title)));
  return titles;
}

export function useQueueActs(queue: QueueActs): void {
  const words = useWords();
  const act = (
    id: string,
    title: WallKey,
    key: string | null,
    run: () => void,
    cannot: WallKey | null = null,
  ): SeatAct => ({
    id: `list.${id}`,
    group: "list",
    title: words.text(title),
    titles: titlesOf(title),
    ...(key === null ? {} : { key }),
    ...(cannot === null ? {} : { cannot: words.text(cannot) }),
    run,
  });
  const empty = queue.some && queue.focus > 0 ? null : "queue.cannot.empty";
  useSeatActs([
    act("next", "queue.act.next", "j", queue.next, empty),
    act("previous", "queue.act.previous", "k", queue.previous, empty),
    act("open", "queue.act.open", "o", queue.open, empty),
    act("choose", "queue.act.choose", "x", queue.choose, empty),
    act("range", "queue.act.range", "Shift+X", queue.range, empty),
    // Its key, Ctrl+A, is the table's own: in a field it means the text.
    act("all", "queue.act.all", null, queue.all, empty),
    act("claim", "queue.act.claim", "c", queue.claim, queue.mayClaim ? empty : "queue.cannot.claim"),
    act("filter", "queue.act.filter", "f", queue.filter),
    act("saveView", "queue.act.save", "s", queue.save),
    act("map", "queue.act.map", "m", queue.map),
    ...(queue.chosen === 0 ? [] : [act("clear", "queue.act.clear", "Escape", queue.clear)]),
  ]);
}
