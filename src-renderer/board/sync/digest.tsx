/** The cache held against the hub: the last comparison, the sums table by table, what was repaired, and the keys for it. */
import { useEffect, useState } from "react";
import type { SyncStatus } from "../../../shared/sync-status.ts";
import type { ActResult, HostAct } from "../../../shared/wire/port.ts";
import { countText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { actSentence } from "./acts.ts";
import { Card, SignMark, type SectionProps, type Sign } from "./card.tsx";
import { instantText, tablesText } from "./words.ts";

type Digest = SyncStatus["digest"];

/** A check that has no result after this long is told so; it still comes by itself. Milliseconds. */
const LATE_MS = 60_000;

export interface ActProps {
  readonly act: (what: HostAct) => Promise<ActResult>;
}

export function DigestCard({ status, now, act }: SectionProps & ActProps) {
  const words = useWords();
  const digest = status?.digest ?? null;
  return (
    <Card name="digest" title={words.text("sync.digest.title")} told={digest}>
      {digest !== null && (
        <>
          <Outcome digest={digest} now={now} />
          <Keys comparisons={digest.comparisons} act={act} />
          <table className="sync-table">
            <thead>
              <tr>
                <th>{words.text("sync.digest.table")}</th>
                <th className="sync-number">{words.text("sync.digest.rows")}</th>
                <th>{words.text("sync.digest.sum")}</th>
              </tr>
            </thead>
            <tbody>
              {digest.tables.map(({ table, rows, sum }) => {
                const differs = digest.last?.outcome === "differs" && digest.last.differing.includes(table);
                return (
                  <tr key={table} data-table={table} data-rows={rows} data-sum={sum}>
                    <td>
                      {differs && <SignMark sign="look" />}
                      {words.text(`sync.table.${table}`)}
                    </td>
                    <td className="sync-number">{countText(rows, words.language)}</td>
                    <td className="sync-code" title={sum}>
                      {sum}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <h3>{words.text("sync.digest.repairs")}</h3>
          {digest.repairs.length === 0 ? (
            <p className="sync-dim">{words.text("sync.digest.noRepairs")}</p>
          ) : (
            <ul className="sync-lines">
              {digest.repairs.map(({ at, table, rows, buckets }, i) => (
                <li key={i}>
                  <time>{instantText(at, now, words)}</time>
                  {words.text("sync.digest.repair", { table: tablesText([table], words), rows, count: buckets })}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}

const SIGNS: Record<NonNullable<Digest["last"]>["outcome"], Sign> = { same: "well", repaired: "well", differs: "look" };

function Outcome({ digest, now }: { readonly digest: Digest; readonly now: number }) {
  const words = useWords();
  const { last } = digest;
  const data = { "data-figure": "sync.digest", "data-value": last?.outcome ?? "" };
  if (last === null) {
    return (
      <p className="sync-word" {...data}>
        <SignMark sign="waits" />
        <b>{words.text("sync.digest.never")}</b>
      </p>
    );
  }
  const tables = tablesText(last.differing, words);
  return (
    <>
      <p className="sync-word" {...data}>
        <SignMark sign={SIGNS[last.outcome]} />
        <b>{words.text(`sync.digest.${last.outcome}`, { tables })}</b>
      </p>
      <p className="sync-dim">
        {words.text("sync.digest.last", {
          at: instantText(last.at, now, words),
          cursor: last.cursor,
          count: digest.comparisons,
        })}
      </p>
    </>
  );
}

/** A check that was asked for runs until a comparison more than then is told. */
function Keys({ comparisons, act }: { readonly comparisons: number } & ActProps) {
  const words = useWords();
  const [asked, ask] = useState<{ readonly comparisons: number; readonly deep: boolean } | null>(null);
  const [late, setLate] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const running = asked !== null && asked.comparisons === comparisons;
  useEffect(() => {
    if (!running) return;
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => clearTimeout(timer);
  }, [running]);
  const check = async (deep: boolean) => {
    ask({ comparisons, deep });
    setLate(false);
    setProblem(null);
    const result = await act({ do: "check", deep });
    if (result.did !== "not") return;
    ask(null);
    setProblem(actSentence(result.trouble, words));
  };
  const busy = running && !late;
  return (
    <>
      <p className="sync-keys" data-running={busy} data-figure="sync.comparisons" data-value={comparisons}>
        <button type="button" data-check="plain" disabled={busy} onClick={() => void check(false)}>
          {words.text(busy && !asked.deep ? "sync.digest.running" : "sync.digest.check")}
        </button>
        <button
          type="button"
          data-check="deep"
          disabled={busy}
          title={words.text("sync.digest.deepAbout")}
          onClick={() => void check(true)}
        >
          {words.text(busy && asked.deep ? "sync.digest.running" : "sync.digest.deep")}
        </button>
      </p>
      {running && late && (
        <p className="sync-dim" role="status">
          {words.text("sync.digest.late")}
        </p>
      )}
      {problem !== null && (
        <p className="sync-trouble" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
