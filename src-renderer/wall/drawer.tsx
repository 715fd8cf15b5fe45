/** The drawer over the left of the wall: a standing, the cases behind a figure, and one case of them. */
import { useEffect, useMemo, useRef } from "react";
import { keyOf } from "../link/connection.ts";
import { CaseDetail } from "../board/case.tsx";
import { CaseList } from "../board/cases.tsx";
import { DeskContext, useDesk, type Desk } from "../board/desk.ts";
import { StandingDetail } from "../board/evaluation/standing.tsx";
import type { Opened } from "./opened.ts";

export interface DrawerProps {
  readonly opened: Opened;
  readonly style: React.CSSProperties;
  /** Something lies below what is shown. */
  readonly deep: boolean;
  /** What is opened from within lies on top of what is open. */
  readonly inner: Pick<Desk, "open" | "openCase" | "openStanding">;
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
