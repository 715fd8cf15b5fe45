/** 运行状态: how every window of every wall fares, this machine and its black box. The same on a wall and at a seat. */
import { useContext, useState, type ReactNode } from "react";
import type { ActResult, HostAct } from "../../../shared/wire/port.ts";
import type { WallsValue } from "../../../shared/direction/wall.ts";
import type { OpsValue } from "../../../shared/ops.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { SignMark } from "../sync/card.tsx";
import { BoxCard, MachineCard } from "./machine.tsx";
import { opsRows, problemsOfRow } from "./rows.ts";
import { TakeCard } from "./take.tsx";
import { WindowCard, type WindowCardProps } from "./window-card.tsx";
import "./ops.css";

export interface OpsSheetProps extends Pick<WindowCardProps, "sceneTitle"> {
  readonly ops: OpsValue | null;
  readonly walls: WallsValue | null;
  readonly trouble: Trouble | null;
  /** Hub ms per real ms. */
  readonly pace: number;
  /** Whether who is here may take what the black box holds. */
  readonly mayTake: boolean;
  /** Begin with the question for how long. */
  readonly taking?: boolean;
  readonly act: (what: HostAct) => Promise<ActResult>;
  /** What stands at the end of the head. */
  readonly children?: ReactNode;
}

export function OpsSheet(props: OpsSheetProps) {
  const { ops, walls, trouble, pace, mayTake, act, sceneTitle, children } = props;
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const [taking, setTaking] = useState(props.taking === true && mayTake);
  const now = hubNow() ?? 0;
  const rows = opsRows(walls?.windows ?? null, ops, now, pace);
  const ill = rows.filter((row) => problemsOfRow(row, now).length > 0).length;
  return (
    <>
      <header className="sync-head">
        <h2>{words.text("ops.title")}</h2>
        <p className="sync-summary" role="status" data-ill={ill}>
          {trouble !== null && (
            <span className="sync-problem" role="alert">
              <SignMark sign="look" />
              {words.trouble(trouble)}
            </span>
          )}
          <span className={ill > 0 ? "sync-problem" : ""}>
            <SignMark sign={ill > 0 ? "look" : "well"} />
            {ill > 0
              ? words.text("ops.ill", { count: ill, all: rows.length })
              : words.text("ops.allWell", { count: rows.length })}
          </span>
        </p>
        {mayTake && (
          <button type="button" className="sync-key" data-ops-take onClick={() => setTaking(true)}>
            {words.text("ops.take")}
          </button>
        )}
        {children}
      </header>
      <div className="ops-body">
        <div className="ops-machine">
          <MachineCard ops={ops} />
          <BoxCard ops={ops} now={now} />
        </div>
        <div className="ops-windows" data-count={rows.length}>
          {rows.length === 0 && <p className="panel-empty">{words.text("ops.noWindows")}</p>}
          {rows.map((row) => (
            <WindowCard
              key={`${row.window.host} ${row.window.wall} ${row.window.display}`}
              row={row}
              now={now}
              sceneTitle={sceneTitle}
            />
          ))}
        </div>
      </div>
      {taking && <TakeCard act={act} now={hubNow} onClose={() => setTaking(false)} />}
    </>
  );
}
