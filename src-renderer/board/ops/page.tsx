/** 运行状态 over a wall, under key O; with X it asks at once how much of the black box is wanted. */
import { useContext, useEffect, useMemo, useRef } from "react";
import { FreshnessContext } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { useAct, useLine, useView } from "../../link/react.ts";
import { freshnessOfPage } from "../sync/page.tsx";
import { OpsSheet } from "./sheet.tsx";

export interface OpsPageProps {
  readonly sceneTitle: (scene: string) => string;
  readonly taking: boolean;
  readonly onClose: () => void;
}

export function OpsPage({ sceneTitle, taking, onClose }: OpsPageProps) {
  const words = useWords();
  const act = useAct();
  const ops = useView({ view: "ops" });
  const walls = useView({ view: "walls" });
  const pace = useLine().report?.pace ?? 1;
  const outer = useContext(FreshnessContext);
  const freshness = useMemo(() => freshnessOfPage(outer), [outer]);
  const page = useRef<HTMLElement>(null);
  // The keyboard goes into the page, and back to where it was when the page closes.
  useEffect(() => {
    const before = document.activeElement;
    page.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <FreshnessContext value={freshness}>
      <section
        ref={page}
        className="sync ops"
        role="dialog"
        aria-label={words.text("ops.title")}
        tabIndex={-1}
        data-page="ops"
        data-state={ops.value === null ? "loading" : freshness.state}
      >
        <OpsSheet
          ops={ops.value}
          walls={walls.value}
          trouble={ops.trouble}
          pace={pace}
          mayTake
          taking={taking}
          act={act}
          sceneTitle={sceneTitle}
        >
          <button type="button" className="close" aria-label={words.text("ops.close")} onClick={onClose}>
            ✕
          </button>
        </OpsSheet>
      </section>
    </FreshnessContext>
  );
}
