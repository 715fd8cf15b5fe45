/**
 * Commands on this case that were not done: why, how the case truly stands, and taking up what was typed.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z33 A refused command is told on its case with the reason and the true state, until somebody takes it up again or puts
 *   it away; taken up, the form holds what was typed.
 */
import { Alert, Button } from "antd";
import { stateOfCode } from "../../../shared/case/state.ts";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import { requestText } from "../../board/sync/requests.ts";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useAct, useView } from "../../link/react.ts";
import type { CaseCommand } from "./commands.ts";

/** Entries of commands on a case that were refused or came too late, the newest first. */
export function notDoneOf(uid: number, entries: readonly OutboxEntry[]): readonly OutboxEntry[] {
  return entries.filter(
    ({ state, message: { request } }) =>
      (state === "refused" || state === "expired") && request.ask === "case" && request.uid === uid,
  );
}

interface RefusedProps {
  readonly uid: number;
  readonly now: number;
  readonly department: (uid: number) => string;
  /** Opens the form of the command with what was typed; the entry is then put away. */
  readonly onAgain: (command: CaseCommand, putAway: () => void) => void;
}

export function Refused({ uid, now, department, onAgain }: RefusedProps) {
  const words = useWords();
  const act = useAct();
  const entries = useView({ view: "outbox" }).value?.entries ?? [];
  return (
    <>
      {notDoneOf(uid, entries).map(({ message, madeAt, state, refused, truth }) => {
        const { request } = message;
        if (request.ask !== "case") return null;
        const putAway = () => void act({ do: "discard", id: message.id });
        const why = words.refusal(state === "expired" ? "expired" : (refused ?? "wrongState"));
        return (
          <Alert
            key={message.id}
            type="warning"
            showIcon
            role="alert"
            data-refused={message.id}
            title={words.text("casework.refused", {
              what: requestText(request, department, words),
              at: momentText(madeAt, now, words.timeZone, words.language),
              why,
            })}
            description={
              <>
                {truth !== null && (
                  <span data-true-state={stateOfCode(truth.state)}>
                    {words.text("casework.truth", {
                      state: words.text(`state.${stateOfCode(truth.state)}`),
                      department: department(truth.department) || "—",
                    })}
                  </span>
                )}
                <span className="casework-foot">
                  <Button size="small" type="primary" onClick={() => onAgain(request.command, putAway)}>
                    {words.text("casework.again")}
                  </Button>
                  <Button size="small" onClick={putAway}>
                    {words.text("casework.putAway")}
                  </Button>
                </span>
              </>
            }
          />
        );
      })}
    </>
  );
}
