/** Cases that were begun and not sent. */
import { Button } from "antd";
import type { KeptNote } from "../../../shared/seat.ts";
import { ageText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { DRAFTS, readDraft } from "./draft.ts";

export interface DraftsProps {
  readonly notes: readonly KeptNote[];
  /** The draft that is open. */
  readonly current: string;
  /** Hub time, epoch ms; 0 before it is known. */
  readonly now: number;
  readonly onOpen: (id: string) => void;
  readonly onDrop: (note: KeptNote) => void;
}

export function Drafts({ notes, current, now, onOpen, onDrop }: DraftsProps) {
  const words = useWords();
  const others = notes.filter(({ key }) => key !== `${DRAFTS}${current}`);
  if (others.length === 0) return null;
  return (
    <section className="newcase-drafts" aria-label={words.text("newcase.drafts")}>
      <h2>{words.text("newcase.drafts")}</h2>
      <ul>
        {others.map((note) => {
          const { address, description } = readDraft(note.value);
          const title = [address, description].filter((part) => part !== "").join(" · ");
          return (
            <li key={note.key} data-draft={note.key}>
              <button type="button" onClick={() => onOpen(note.key.slice(DRAFTS.length))}>
                {title === "" ? words.text("newcase.draft.none") : title}
              </button>
              <small>
                {words.text("newcase.draft.at", { age: ageText(Math.max(0, now - note.at), words.language) })}
              </small>
              <Button type="link" size="small" onClick={() => onDrop(note)}>
                {words.text("newcase.draft.drop")}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
