/** Why the wall changed, over its scene, and how long until it changes back. */
import { useEffect, useState } from "react";
import type { Scene } from "../../../shared/scene.ts";
import type { WallState } from "../../../shared/direction/wall.ts";
import { useBeat } from "../../kit/tick.ts";
import { useWords } from "../../kit/words.ts";
import { useLine, useLink, useView } from "../../link/react.ts";
import { isByRule, reasonSentence, secondsToReturn, TOLD_MS } from "./reason.ts";
import { useRuleTitles } from "./rule-titles.ts";

export interface BannerProps {
  readonly state: WallState;
  readonly scenes: readonly Scene[];
}

export function Banner({ state, scenes }: BannerProps) {
  const { reason } = state;
  if (reason === null) return null;
  const key = `${state.rev} ${JSON.stringify(reason)}`;
  if (isByRule(reason)) return <Told state={state} scenes={scenes} />;
  return (
    <Passing key={key}>
      <Told state={state} scenes={scenes} />
    </Passing>
  );
}

/** Shown for a few seconds. */
function Passing({ children }: { readonly children: React.ReactNode }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), TOLD_MS);
    return () => clearTimeout(timer);
  }, []);
  return over ? null : children;
}

function Told({ state, scenes }: BannerProps) {
  const words = useWords();
  const { reason, scene, visitor } = state;
  const titles = useRuleTitles();
  const alarms = useView({ view: "alarms" }).value;
  const caseUid = reason?.by === "case" ? reason.caseUid : 0;
  const found = useView({ view: "case", uid: caseUid }).value;
  if (reason === null) return null;
  const titleOf = (name: string) => scenes.find((each) => each.scene === name)?.title[words.language] ?? name;
  const sentence = reasonSentence(
    reason,
    scene,
    {
      rule: (id) => titles.rule(id, words.language),
      playlist: (name) => titles.playlist(name, words.language),
      scene: titleOf,
      caseName:
        found === null
          ? null
          : [words.name({ name: found.line.className, nameEn: found.line.classNameEn }), found.line.address]
              .filter((part) => part !== "")
              .join(" · "),
      alarm: (key) => {
        const alarm = alarms?.alarms.find((each) => each.key === key);
        return alarm === undefined ? null : words.name({ name: alarm.label, nameEn: alarm.labelEn });
      },
    },
    words,
    visitor,
  );
  return (
    <section className="wall-banner" role="status" data-banner={reason.by}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={isByRule(reason) ? "M8 1 15 14H1Z" : "M2 8h9M8 4l4 4-4 4"} />
      </svg>
      <p>{sentence}</p>
      {state.returnTo !== null && <Return state={state} to={titleOf(state.returnTo)} />}
    </section>
  );
}

/** "45 秒后返回 综合态势 Esc". */
function Return({ state, to }: { readonly state: WallState; readonly to: string }) {
  const words = useWords();
  const link = useLink();
  const pace = useLine().report?.pace ?? 1;
  const seconds = useBeat(() => {
    const now = link.hubNow();
    return now === null ? null : secondsToReturn(state, now, pace);
  });
  const held = state.held !== null;
  return (
    <p className="wall-return" data-return={seconds ?? ""}>
      {held
        ? words.text("directed.returnHeld", { scene: to })
        : seconds === null
          ? words.text("directed.returnLater", { scene: to })
          : words.text("directed.returnIn", { seconds, scene: to })}{" "}
      <kbd>Esc</kbd>
    </p>
  );
}
