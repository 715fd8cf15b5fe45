/** Acts of lists and boards, with their titles in both languages for the palette. */
import type { WallKey, Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { bothTitles } from "../casework/titles.ts";
import type { ActGroup, SeatAct } from "../shell/acts.ts";

export interface ActDraft {
  readonly id: string;
  readonly group?: ActGroup;
  readonly title: WallKey;
  /** As acts name it; left out for none. */
  readonly key?: string;
  /** Why it does nothing now; null while it does something. */
  readonly cannot?: string | null;
  readonly run: () => void;
}

function makeAct({ id, group = "list", title, key, cannot, run }: ActDraft, words: Words): SeatAct {
  return {
    id,
    group,
    title: words.text(title),
    titles: bothTitles(title),
    ...(key === undefined ? {} : { key }),
    ...(cannot === undefined || cannot === null ? {} : { cannot }),
    run,
  };
}

/** The function that makes acts of drafts, in the words of the window. */
export function useActMaker(): (drafts: readonly ActDraft[]) => readonly SeatAct[] {
  const words = useWords();
  return (drafts) => drafts.map((draft) => makeAct(draft, words));
}
