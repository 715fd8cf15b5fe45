/** The arrangement of the queue's columns as it is kept for a person. */
import { useKeptDraft, type DraftForm } from "../shell/kept-draft.ts";
import { LAYOUT_KEY, layoutOf, type ColumnLayout } from "./columns.ts";

const FORM: DraftForm<readonly ColumnLayout[]> = {
  read: (text) => layoutOf(text ?? undefined),
  write: (layout) => JSON.stringify(layout),
};

export function useLayout(): readonly [readonly ColumnLayout[], (next: readonly ColumnLayout[]) => void] {
  const { draft, change } = useKeptDraft(LAYOUT_KEY, FORM);
  return [draft, change];
}
