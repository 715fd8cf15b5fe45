/** The drawer over the left of the wall: the cases behind a figure, and one case of them. */
import { useEffect, useRef } from "react";
import type { CaseLine } from "../../shared/view.ts";
import { keyOf } from "../link/connection.ts";
import { CaseDetail } from "../board/case.tsx";
import { CaseList } from "../board/cases.tsx";
import type { Drill } from "../board/desk.ts";

/** What the drawer shows. `from` is the list a case was opened from. */
export type Opened =
  | { readonly show: "cases"; readonly drill: Drill }
  | { readonly show: "case"; readonly uid: number; readonly from: Drill | null };

export interface DrawerProps {
  readonly opened: Opened;
  readonly style: React.CSSProperties;
  readonly onCase: (line: CaseLine) => void;
  /** One step back: from a case to its list, from a list to the wall. */
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function Drawer({ opened, style, onCase, onBack, onClose }: DrawerProps) {
  const place = useRef<HTMLElement>(null);
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
      {opened.show === "cases" ? (
        <CaseList
          key={keyOf({ view: "points", query: opened.drill.query })}
          drill={opened.drill}
          onOpen={onCase}
          onClose={onClose}
        />
      ) : (
        <CaseDetail key={opened.uid} uid={opened.uid} onBack={onBack} onClose={onClose} />
      )}
    </aside>
  );
}
