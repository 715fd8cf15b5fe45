/** What came of a command on many cases: how many are done, and each case with its own result in words. */
import { Button, Progress } from "antd";
import { useView } from "../../link/react.ts";
import { requestText } from "../../board/sync/requests.ts";
import { useWords } from "../../kit/words.ts";
import { useSeat } from "../shell/desk.ts";
import type { BatchResult } from "./batch.ts";
import type { Batch, BatchState } from "./use-batch.ts";

const NOTHING: readonly never[] = [];

export function BatchResults({ batch, state }: { readonly batch: Batch; readonly state: BatchState }) {
  const words = useWords();
  const seat = useSeat();
  const departments = useView({ view: "departments" }).value ?? NOTHING;
  const { results, left } = state;
  const of = (result: BatchResult["result"]) => results.filter((each) => each.result === result).length;
  const over = results.filter(({ result }) => result !== "underWay").length;
  const department = (uid: number) => {
    const found = departments.find((each) => each.uid === uid);
    return found === undefined ? "" : words.name(found);
  };
  const what = requestText({ ask: "case", uid: 0, command: batch.command }, department, words);
  const settled = over === batch.of || (left === 0 && of("taken") > 0);
  return (
    <div className="queue-batch-results" data-batch={settled ? "over" : "underWay"}>
      <header>
        <b>{what}</b>
        <Progress
          percent={Math.floor((100 * over) / batch.of)}
          size="small"
          showInfo={false}
          aria-label={words.text("queue.batch.progress", { done: over, of: batch.of })}
        />
        <span role="status">
          {words.text("queue.batch.counts", {
            done: of("done"),
            underWay: batch.of - over,
            queued: of("queued"),
            refused: of("refused"),
            taken: of("taken"),
          })}
        </span>
        {left > 0 && (
          <Button size="small" onClick={state.takeBack}>
            {words.text("queue.batch.takeBackIn", { seconds: left })} <kbd>U</kbd>
          </Button>
        )}
        {settled && (
          <Button size="small" onClick={state.close}>
            {words.text("queue.batch.close")}
          </Button>
        )}
      </header>
      <ol tabIndex={0} aria-label={words.text("queue.batch.results")}>
        {results.map((each) => (
          <li key={each.id} data-result={each.result}>
            <button type="button" onClick={() => seat.go("case", each.uid)}>
              {each.caseNo}
            </button>
            <span>{resultText(each)}</span>
          </li>
        ))}
      </ol>
    </div>
  );

  function resultText(each: BatchResult): string {
    if (each.result !== "refused") return words.text(`queue.result.${each.result}`);
    if (each.refused !== null) return words.refusal(each.refused);
    return each.trouble === null ? "" : words.trouble(each.trouble);
  }
}
