/** What was asked of a case and is not confirmed by the hub: the mark in lists, and the sentences in its drawer. */
import type { OutboxEntry } from "../../shared/sync-status.ts";
import { momentText } from "../kit/time.ts";
import { useWords } from "../kit/words.ts";
import { useDesk } from "./desk.ts";
import { requestText } from "./sync/requests.ts";

/** The ring's outline in a box of 16 by 16. */
export const PENDING_SHAPE = "M8 2a6 6 0 1 0 .01 0Z";

/** A small dashed ring beside a state that is only expected; nothing where nothing is pending. */
export function PendingMark({ pending }: { readonly pending: number }) {
  const words = useWords();
  if (pending === 0) return null;
  const sentence = words.text("case.pendingCount", { count: pending });
  return (
    <span className="pending-mark" data-pending={pending} role="img" title={sentence} aria-label={sentence}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={PENDING_SHAPE} />
      </svg>
    </span>
  );
}

/** What is asked of a case and by whom, oldest first. */
export function PendingList({ pending, now }: { readonly pending: readonly OutboxEntry[]; readonly now: number }) {
  const words = useWords();
  const { departments } = useDesk();
  if (pending.length === 0) return null;
  const department = (uid: number) => {
    const found = departments.get(uid);
    return found === undefined ? "" : words.name(found);
  };
  return (
    <ul className="case-pending">
      {pending.map(({ message, madeAt }) => (
        <li key={message.id} data-pending={message.id}>
          <PendingMark pending={1} />
          {words.text("case.pending", {
            what: requestText(message.request, department, words),
            at: momentText(madeAt, now, words.timeZone, words.language),
            by: message.by,
          })}
        </li>
      ))}
    </ul>
  );
}
