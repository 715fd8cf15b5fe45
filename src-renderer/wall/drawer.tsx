/** The drawer over the left of the wall: a standing, the cases behind a figure, and one case of them. */
import { useEffect, useMemo, useRef, type ComponentType } from "react";
import { keyOf } from "../link/connection.ts";
import { CaseDetail } from "../board/case.tsx";
import { CaseList } from "../board/cases.tsx";
import { CameraDetail } from "../board/cameras/camera.tsx";
import { CameraHealthDetail } from "../board/cameras/health.tsx";
import { ComponentDetail } from "../board/components/component.tsx";
import { PlaceDetail, type ThingProps } from "../board/coverage/place.tsx";
import { VisitsDetail } from "../board/coverage/visits.tsx";
import { DeskContext, useDesk, type Desk, type Thing } from "../board/desk.ts";
import { UnitDetail } from "../board/movers/unit.tsx";
import { SensorDetail } from "../board/sensors/sensor.tsx";
import { StandingDetail } from "../board/evaluation/standing.tsx";
import type { Opened } from "./opened.ts";

export interface DrawerProps {
  readonly opened: Opened;
  readonly style: React.CSSProperties;
  /** Something lies below what is shown. */
  readonly deep: boolean;
  /** What is opened from within lies on top of what is open. */
  readonly inner: Pick<Desk, "open" | "openCase" | "openStanding" | "openThing">;
  /** One step back: from a case to its list, from a list to the wall. */
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function Drawer({ opened, deep, style, inner, onBack, onClose }: DrawerProps) {
  const place = useRef<HTMLElement>(null);
  const outer = useDesk();
  const desk = useMemo(() => ({ ...outer, ...inner }), [outer, inner]);
  // The keyboard goes into the drawer, and back to the figure it came from when the drawer closes.
  useEffect(() => {
    const before = document.activeElement;
    place.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <aside ref={place} className="drawer" style={style} tabIndex={-1} data-drawer={opened.show}>
      <DeskContext value={desk}>
        <Content opened={opened} deep={deep} onBack={onBack} onClose={onClose} />
      </DeskContext>
    </aside>
  );
}

const DETAILS: Record<Thing["kind"], ComponentType<ThingProps>> = {
  unit: UnitDetail,
  camera: CameraDetail,
  cameraHealth: CameraHealthDetail,
  sensor: SensorDetail,
  component: ComponentDetail,
  place: PlaceDetail,
  gridVisits: VisitsDetail,
};

function Content({ opened, deep, onBack, onClose }: Pick<DrawerProps, "opened" | "deep" | "onBack" | "onClose">) {
  switch (opened.show) {
    case "cases":
      return (
        <CaseList
          key={keyOf({ view: "points", query: opened.drill.query })}
          drill={opened.drill}
          onBack={deep ? onBack : null}
          onClose={onClose}
        />
      );
    case "case":
      return <CaseDetail key={opened.uid} uid={opened.uid} onBack={onBack} onClose={onClose} />;
    case "thing": {
      const Detail = DETAILS[opened.thing.kind];
      return <Detail key={opened.thing.uid} uid={opened.thing.uid} onBack={onBack} onClose={onClose} />;
    }
    case "standing":
      return (
        <StandingDetail
          key={JSON.stringify(opened.standing)}
          standing={opened.standing}
          onBack={onBack}
          onClose={onClose}
        />
      );
  }
}
