/** One request of this machine: what was asked, how it stands, and what can be done about it. */
import { Button } from "antd";
import { stateOfCode } from "../../../shared/case/state.ts";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import { requestText } from "../../board/sync/requests.ts";
import { momentText } from "../../kit/time.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { UNDO_MS } from "../shell/desk.ts";

export interface EntryProps {
  readonly entry: OutboxEntry;
  readonly now: number;
  readonly department: (uid: number) => string;
  readonly caseNo: (uid: number) => string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onDiscard: () => void;
  readonly onOpen: (uid: number) => void;
  /** Opens the form with what was asked; left out where there is none. */
  readonly onAgain?: () => void;
}

export function Entry(props: EntryProps) {
  const words = useWords();
  const { entry, now, department, caseNo, chosen } = props;
  const { message, state, truth, refused, madeAt } = entry;
  const uid = message.request.ask === "case" ? message.request.uid : 0;
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const open = state === "waiting" || state === "sent";
  return (
    <li
      className="offline-entry"
      data-entry={message.id}
      data-state={state}
      aria-current={chosen}
      onClick={props.onChoose}
    >
      <p>
        <strong>{requestText(message.request, department, words)}</strong>{" "}
        {uid !== 0 && (
          <Button type="link" size="small" onClick={() => props.onOpen(uid)}>
            {words.text("offline.openCase", { caseNo: caseNo(uid) })}
          </Button>
        )}
      </p>
      <p className="seat-note">
        {words.text("offline.made", { by: message.by, at: moment(madeAt) })}
        {open && <span> · {standing(entry, now, words)}</span>}
        {open && message.notAfter !== undefined && (
          <span> · {words.text("offline.notAfter", { at: moment(message.notAfter) })}</span>
        )}
      </p>
      {!open && state !== "done" && (
        <p role="alert">
          {words.refusal(state === "expired" ? "expired" : (refused ?? "wrongState"))}{" "}
          {truth !== null && (
            <span>
              {words.text(truth.department === 0 ? "offline.trueAlone" : "offline.true", {
                state: words.text(`state.${stateOfCode(truth.state)}`),
                department: department(truth.department),
              })}
            </span>
          )}
        </p>
      )}
      <p className="offline-acts">
        {state === "waiting" && (
          <Button size="small" onClick={props.onDiscard}>
            {words.text("offline.takeBack")}
          </Button>
        )}
        {(state === "refused" || state === "expired") && (
          <>
            {props.onAgain !== undefined && (
              <Button size="small" type="primary" onClick={props.onAgain}>
                {words.text("offline.again")}
              </Button>
            )}
            <Button size="small" onClick={props.onDiscard}>
              {words.text("offline.putAway")}
            </Button>
          </>
        )}
      </p>
    </li>
  );
}

/** Where an unanswered request is. */
function standing({ state, heldFor, madeAt }: OutboxEntry, now: number, words: Words): string {
  if (state === "sent") return words.text("offline.sent");
  if (heldFor !== undefined) return words.text("offline.waitsFor", { name: heldFor });
  return words.text(now - madeAt < UNDO_MS ? "offline.held" : "offline.waits");
}
