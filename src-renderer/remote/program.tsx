/** 遥控: the director's phone or tablet in the hall. The door first, then the walls; plain forms, one hand, no component library. */
import { useCallback, useEffect, useMemo } from "react";
import type { Language } from "../../shared/text.ts";
import { useFreshness } from "../board/judge.ts";
import { standingOf } from "../board/door/standing.ts";
import { ClockContext, FreshnessContext } from "../kit/panel.tsx";
import { wordsOf } from "../kit/text.ts";
import { DEFAULT_ZONE, WordsContext } from "../kit/words.ts";
import { useAct, useLink, useView } from "../link/react.ts";
import { Hall } from "./hall.tsx";
import { LoginForm } from "./login.tsx";
import "./remote.css";

const monotonic = () => performance.now();

export interface RemoteProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

export function Remote({ language, onLanguage }: RemoteProps) {
  const link = useLink();
  const freshness = useFreshness(monotonic);
  const platform = useView({ view: "city" }).value?.platform ?? null;
  const words = useMemo(() => wordsOf(language, platform?.timeZone || DEFAULT_ZONE), [language, platform?.timeZone]);
  const clocks = useMemo(() => ({ clock: monotonic, hubNow: () => link.hubNow() }), [link]);
  const other = useCallback(() => onLanguage(language === "en" ? "zh-CN" : "en"), [language, onLanguage]);
  useEffect(() => {
    const { documentElement: root } = document;
    root.lang = language;
    root.dataset["program"] = "remote";
    document.title = `${words.text("hall.remote")} · ${words.text("product.title")}`;
  }, [language, words]);
  return (
    <WordsContext value={words}>
      <ClockContext value={clocks}>
        <FreshnessContext value={freshness}>
          <Standing onLanguage={other} />
        </FreshnessContext>
      </ClockContext>
    </WordsContext>
  );
}

/** The door, or the walls of who is in. A remote keeps nothing open beneath the door, so nothing is ever covered. */
function Standing({ onLanguage }: { readonly onLanguage: () => void }) {
  const act = useAct();
  const { value: session, trouble } = useView({ view: "session" });
  const standing = standingOf(session, undefined, true, false);
  const logout = useCallback(() => void act({ do: "logout" }), [act]);
  const why = session?.trouble ?? trouble;
  switch (standing.show) {
    case "waiting":
      return <LoginForm kind="waiting" trouble={why} onLanguage={onLanguage} onLogout={logout} />;
    case "change":
      return <LoginForm kind="change" trouble={why} onLanguage={onLanguage} onLogout={logout} />;
    case "first":
    case "login":
      return <LoginForm kind="login" trouble={why} onLanguage={onLanguage} onLogout={logout} />;
    case "desk":
      return (
        <Hall
          key={standing.person?.uid ?? 0}
          person={standing.person}
          onLanguage={onLanguage}
          onLogout={standing.person === null ? null : logout}
        />
      );
  }
}
