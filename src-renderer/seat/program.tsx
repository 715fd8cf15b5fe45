/** The seat: a whole case by keyboard. Composes the door, the frame and its pages. */
import { ConfigProvider, Skeleton } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { SessionValue } from "../../shared/seat.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { Language } from "../../shared/text.ts";
import type { PersonWord } from "../../shared/wire/door.ts";
import { useFreshness } from "../board/judge.ts";
import { ClockContext, FreshnessContext } from "../kit/panel.tsx";
import { wordsOf } from "../kit/text.ts";
import { useReducedMotion } from "../kit/unit.ts";
import { DEFAULT_ZONE, WordsContext, useWords } from "../kit/words.ts";
import { useAct, useLink, useView } from "../link/react.ts";
import { DoorCard } from "./door/card.tsx";
import { ChangeForm } from "./door/change.tsx";
import { FirstForm } from "./door/first.tsx";
import { LoginForm } from "./door/login.tsx";
import { standingOf } from "../board/door/standing.ts";
import { ComfortContext, useKeptComfort } from "./shell/comfort.ts";
import { DeskPages } from "./shell/desk-pages.tsx";
import { useLocked } from "./shell/lock.ts";
import { giveStylesNonce, styleNonce } from "./shell/style-nonce.ts";
import { seatTheme } from "./shell/theme.ts";
import { useSeatUnit } from "./shell/seat-unit.ts";
import "./shell/theme.css";
import "./shell/shell.css";
import "./shell/page.css";

const nonce = styleNonce(document);
giveStylesNonce(document, nonce);

/** Always the same objects: with others the library draws each of its components anew, whenever the line is told of. */
const CSP = { nonce };
const BUTTON = { autoInsertSpace: false };

const monotonic = () => performance.now();
/** Somebody chose in this window to go on without an administrator. */
const LATER = "citywall.seat.later";

export interface SeatProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

export function Seat({ language, onLanguage }: SeatProps) {
  const link = useLink();
  const freshness = useFreshness(monotonic);
  const platform = useView({ view: "city" }).value?.platform ?? null;
  const session = useView({ view: "session" }).value;
  const comfort = useKeptComfort();
  const [{ theme, textSize }] = comfort;
  const unit = useSeatUnit(textSize);
  const still = useReducedMotion();
  const words = useMemo(() => wordsOf(language, platform?.timeZone || DEFAULT_ZONE), [language, platform?.timeZone]);
  const clocks = useMemo(() => ({ clock: monotonic, hubNow: () => link.hubNow() }), [link]);
  const tokens = useMemo(() => seatTheme(theme, unit, still), [theme, unit, still]);
  const other = useCallback(() => onLanguage(language === "en" ? "zh-CN" : "en"), [language, onLanguage]);
  useEffect(() => {
    const { documentElement: root } = document;
    root.lang = language;
    root.dataset["program"] = "seat";
    root.dataset["theme"] = theme;
    root.style.setProperty("--u", `${unit}px`);
  }, [language, theme, unit]);
  return (
    <ConfigProvider csp={CSP} locale={language === "en" ? enUS : zhCN} theme={tokens} button={BUTTON}>
      <WordsContext value={words}>
        <ClockContext value={clocks}>
          <FreshnessContext value={freshness}>
            <ComfortContext value={comfort}>
              <Standing session={session} platform={platform} isLive={freshness.state === "live"} onLanguage={other} />
            </ComfortContext>
          </FreshnessContext>
        </ClockContext>
      </WordsContext>
    </ConfigProvider>
  );
}

interface StandingProps {
  readonly session: SessionValue | null;
  readonly platform: RecordOf<"platforms"> | null;
  /** What is shown is current. */
  readonly isLive: boolean;
  readonly onLanguage: () => void;
}

/** The door, or the pages of who is in. */
const Standing = memo(function Standing({ session, platform, isLive, onLanguage }: StandingProps) {
  const words = useWords();
  const act = useAct();
  const [later, setLater] = useState(() => sessionStorage.getItem(LATER) !== null);
  const locked = useLocked(session);
  const was = useRef<PersonWord | null | undefined>(undefined);
  const standing = standingOf(session, was.current, later, locked);
  useEffect(() => {
    was.current = standing.show === "desk" ? standing.person : undefined;
  });
  const card = (name: string, title: string, form: React.ReactNode) => (
    <DoorCard name={name} title={title} platform={platform} machine={session?.machine ?? ""} onLanguage={onLanguage}>
      {form}
    </DoorCard>
  );
  switch (standing.show) {
    case "waiting":
      return card(
        "waiting",
        words.text("seat.door.waiting"),
        session?.trouble == null ? (
          <Skeleton paragraph={{ rows: 3 }} title={false} />
        ) : (
          <p className="door-note" role="status">
            {words.trouble(session.trouble)}
          </p>
        ),
      );
    case "first":
      return card(
        "first",
        words.text("seat.first.title"),
        <FirstForm
          onLater={() => {
            sessionStorage.setItem(LATER, "1");
            setLater(true);
          }}
        />,
      );
    case "login":
      return card("login", words.text("seat.door.title"), <LoginForm ended={standing.ended} />);
    case "change":
      return session?.person == null
        ? null
        : card(
            "change",
            words.text("seat.change.title"),
            <ChangeForm person={session.person} must onDone={() => {}} onAway={() => void act({ do: "logout" })} />,
          );
    case "desk":
      return (
        <DeskPages
          key={standing.person?.uid ?? 0}
          person={standing.person}
          session={session}
          cover={standing.cover}
          locked={locked}
          isLive={isLive}
          platform={platform}
          onLanguage={onLanguage}
        />
      );
  }
});
