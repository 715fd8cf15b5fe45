/** One case on one screen: everything about it, every command as a form, and the next one at once. */
import { Button } from "antd";
import { useContext, useMemo } from "react";
import { DeskContext, type Desk } from "../../board/desk.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";
import type { Route } from "../shell/route.ts";
import { CaseScreen } from "./case-screen.tsx";
import { CaseMap } from "./case-map.tsx";
import { useSender } from "./use-sender.ts";
import "./casework.css";

const NO_ROWS: readonly never[] = [];

export function CasePage({ route }: { readonly route: Route }) {
  const words = useWords();
  const seat = useSeat();
  const send = useSender();
  const base = useContext(DeskContext);
  const rows = useView({ view: "departments" }).value ?? NO_ROWS;
  const desk = useMemo<Desk>(
    () => ({
      ...base,
      departments: new Map(rows.map((row) => [row.uid, row])),
      notify: seat.notify,
      openCase: ({ uid }) => seat.go("case", uid),
    }),
    [base, rows, seat],
  );
  const uid = Number(route.rest[0] ?? "");
  if (!Number.isSafeInteger(uid) || uid <= 0) {
    return (
      <article className="casework">
        <h1 className="casework-title">{words.text("case.title")}</h1>
        <p>{words.text("casework.noCase")}</p>
        <Button onClick={() => seat.go("queue")}>{words.text("casework.toQueue")}</Button>
      </article>
    );
  }
  return (
    <DeskContext value={desk}>
      <div className="casework-page">
        <CaseScreen key={uid} uid={uid} send={send} />
        <CaseMap uid={uid} />
      </div>
    </DeskContext>
  );
}
