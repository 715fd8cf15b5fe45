/** What lies over a step: the cases behind a number, and one case of them. */
import { useEffect, useMemo, useRef } from "react";
import { CaseDetail } from "../board/case.tsx";
import { CaseList } from "../board/cases.tsx";
import { DeskContext, useDesk, type Desk } from "../board/desk.ts";
import { useBriefing } from "./context.ts";
import { FrozenList } from "./list.tsx";
import type { Opened } from "./shown.ts";

export function BriefingDrawer({ way }: { readonly way: readonly Opened[] }) {
  const { act } = useBriefing();
  const outer = useDesk();
  const place = useRef<HTMLElement>(null);
  const desk = useMemo<Desk>(
    () => ({
      ...outer,
      open: (drill) => act({ do: "open", fresh: false, opened: { show: "list", drill } }),
      openCase: ({ uid }) => act({ do: "open", fresh: false, opened: { show: "case", uid } }),
    }),
    [outer, act],
  );
  // The keyboard goes into the list, and back to the number it came from.
  useEffect(() => {
    const before = document.activeElement;
    place.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const opened = way.at(-1);
  if (opened === undefined) return null;
  const back = () => act({ do: "back" });
  const close = () => act({ do: "close" });
  const onBack = way.length > 1 ? back : null;
  return (
    <aside ref={place} className="briefing-drawer" tabIndex={-1} data-drawer={opened.show}>
      <DeskContext value={desk}>
        {opened.show === "figure" && (
          <FrozenList
            key={`${opened.count.set} ${opened.count.subject ?? ""}`}
            title={opened.title}
            count={opened.count}
            onBack={onBack}
            onClose={close}
          />
        )}
        {opened.show === "case" && <CaseDetail key={opened.uid} uid={opened.uid} onBack={back} onClose={close} />}
        {opened.show === "list" && (
          <CaseList key={JSON.stringify(opened.drill.query)} drill={opened.drill} onBack={onBack} onClose={close} />
        )}
      </DeskContext>
    </aside>
  );
}
