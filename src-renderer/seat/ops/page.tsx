/** 运行状态 as a page of the seat, for shift leaders, directors and administrators. */
import { mayTakeBlackBox } from "../../../shared/rights.ts";
import { OpsSheet } from "../../board/ops/sheet.tsx";
import { useAct, useLine, useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";

/** A seat loads no scenes of its own: they are called as their files are. */
const ownName = (scene: string): string => scene;

export function OpsPage() {
  const { role } = useSeat();
  const act = useAct();
  const ops = useView({ view: "ops" });
  const walls = useView({ view: "walls" });
  const pace = useLine().report?.pace ?? 1;
  return (
    <section className="sync ops seat-ops" data-page="ops" data-state={ops.value === null ? "loading" : "live"}>
      <OpsSheet
        ops={ops.value}
        walls={walls.value}
        trouble={ops.trouble}
        pace={pace}
        mayTake={mayTakeBlackBox(role)}
        act={act}
        sceneTitle={ownName}
      />
    </section>
  );
}
