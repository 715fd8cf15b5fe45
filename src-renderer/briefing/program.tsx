/** 汇报: the program of a briefing. `presenter` is the speaker's screen; the other is what the hall sees. */
import "./briefing.css";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Language } from "../../shared/text.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { DeskContext, type Desk } from "../board/desk.ts";
import { useFreshness } from "../board/judge.ts";
import { Notices, useNotices } from "../kit/notices.tsx";
import { ClockContext, FreshnessContext } from "../kit/panel.tsx";
import { wordsOf } from "../kit/text.ts";
import { DEFAULT_ZONE, useWords, WordsContext } from "../kit/words.ts";
import { useLine, useLink, useView } from "../link/react.ts";
import { ANSWER_MS, openChannel } from "./channel.ts";
import { BriefingContext, type BriefingNow } from "./context.ts";
import { BRIEFING } from "./file.ts";
import { focusOf, keyOf } from "./keys.ts";
import { Pen } from "./pen.tsx";
import { Presenter } from "./presenter.tsx";
import { mayTake, openSession, type Session } from "./session.ts";
import { Stage } from "./stage.tsx";

const monotonic = () => performance.now();
const NO_ROWS: readonly never[] = [];
/** Digits that nobody ends with Enter are forgotten, ms. */
const DIGITS_MS = 3_000;

export interface BriefingProps {
  readonly language: Language;
  readonly presenter: boolean;
  /** A key of a period, or "month", "quarter", "year" for the newest with cases. */
  readonly period: string;
}

export function Briefing({ language, presenter, period: first }: BriefingProps) {
  const [period, setPeriod] = useState(first);
  const link = useLink();
  const freshness = useFreshness(monotonic);
  const city = useView({ view: "city" }).value;
  const departmentRows = useView({ view: "departments" }).value ?? NO_ROWS;
  const [notices, notify] = useNotices();
  const [channel] = useState(openChannel);
  const [session] = useState(() => openSession(channel, BRIEFING.steps.length));
  const { taking, shown, asking } = useSyncExternalStore(session.subscribe, session.get, session.get);
  const again = useAsking(session);

  const platform = city?.platform ?? null;
  const zone = platform?.timeZone || DEFAULT_ZONE;
  const words = useMemo(() => wordsOf(language, zone), [language, zone]);
  useEffect(() => {
    document.title = words.text(presenter ? "briefing.title.presenter" : "briefing.title");
  }, [words, presenter]);

  const { pen, digits } = useKeyboard(session);
  const desk = useDeskOf(platform === null ? "" : words.name(platform), departmentRows, notify);
  const clocks = useMemo(() => ({ clock: monotonic, hubNow: () => link.hubNow() }), [link]);
  const act = session.act;
  const frozen = taking?.frozen ?? null;
  const now = useMemo<BriefingNow | null>(
    () => (frozen === null ? null : { file: BRIEFING, frozen, dials: shown.dials, act, small: false }),
    [frozen, shown.dials, act],
  );
  return (
    <WordsContext value={words}>
      <ClockContext value={clocks}>
        <FreshnessContext value={freshness}>
          <DeskContext value={desk}>
            <main className="briefing" data-program="briefing" data-presenter={presenter}>
              {asking !== null && <Taker key={asking} period={period} taken={asking} session={session} />}
              {taking === null || now === null ? (
                <Waiting />
              ) : (
                <BriefingContext value={now}>
                  {presenter ? (
                    <Presenter
                      taking={taking}
                      shown={shown}
                      onAgain={(next) => {
                        setPeriod(next);
                        again();
                      }}
                    >
                      <Pen down={pen} channel={channel} />
                    </Presenter>
                  ) : (
                    <>
                      <Stage taking={taking} shown={shown} />
                      <Pen down={pen} channel={channel} />
                    </>
                  )}
                </BriefingContext>
              )}
              {digits !== "" && <p className="briefing-digits">{digits}</p>}
              <Notices notices={notices} />
            </main>
          </DeskContext>
        </FreshnessContext>
      </ClockContext>
    </WordsContext>
  );
}

/** Asks the host when no other window has answered; returns the function that asks anew. */
function useAsking(session: Session): () => void {
  const ask = useCallback(() => session.ask(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0), [session]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (session.get().taking === null) ask();
    }, ANSWER_MS);
    return () => clearTimeout(timer);
  }, [session, ask]);
  return ask;
}

/** Asks the host for figures once the copy of the city is whole, and hands on the first answer. */
function Taker(props: { readonly period: string; readonly taken: number; readonly session: Session }) {
  const { report } = useLine();
  return mayTake(report) ? <Asked {...props} /> : null;
}

function Asked(props: { readonly period: string; readonly taken: number; readonly session: Session }) {
  const { period, taken, session } = props;
  const { report } = useLine();
  const { value, trouble } = useView({ view: "briefing", period, taken });
  useEffect(() => {
    if (value !== null) session.take(value, report);
  }, [value, session, report]);
  if (trouble === null) return null;
  return <Trouble trouble={trouble} />;
}

function Trouble({ trouble }: { readonly trouble: Parameters<ReturnType<typeof wordsOf>["trouble"]>[0] }) {
  const words = useWords();
  return (
    <p className="briefing-trouble" role="alert">
      {words.trouble(trouble)}
    </p>
  );
}

/** Why there are no figures yet. */
function Waiting() {
  const words = useWords();
  const { report, refused } = useLine();
  const text =
    refused !== null
      ? words.trouble(refused)
      : report === null
        ? words.text("boot.connecting")
        : mayTake(report)
          ? words.text("briefing.taking")
          : report.trouble !== null
            ? words.trouble(report.trouble)
            : words.text("briefing.waiting");
  return (
    <p className="boot-sentence" role="status">
      {text}
    </p>
  );
}

function useDeskOf(source: string, rows: readonly RecordOf<"departments">[], notify: (sentence: string) => void): Desk {
  return useMemo<Desk>(() => {
    const none = () => undefined;
    return {
      ...{ period: "all", source, noCases: false, notify, only: {}, onlyNames: [], undo: null, clear: null },
      departments: new Map(rows.map((row) => [row.uid, row] as const)),
      ...{
        open: none,
        openCase: none,
        openStanding: none,
        openThing: none,
        goTo: none,
        setOnly: none,
        setPeriod: none,
      },
    };
  }, [source, rows, notify]);
}

/** The speaker's screen has an address of its own: the same briefing, in another window of this browser. */
function openSpeaker(): void {
  const address = new URL(window.location.href);
  address.searchParams.set("presenter", "1");
  window.open(address, "citywall.briefing.speaker", "popup,width=1440,height=900");
}

/** Keys of the window; returns whether the pen is down, and the digits typed so far. */
function useKeyboard(session: Session): { readonly pen: boolean; readonly digits: string } {
  const [pen, setPen] = useState(false);
  const [digits, setDigits] = useState("");
  useEffect(() => {
    if (digits === "") return;
    const timer = setTimeout(() => setDigits(""), DIGITS_MS);
    return () => clearTimeout(timer);
  }, [digits]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const key = keyOf(event, focusOf(document.activeElement), digits);
      if (key === null) return;
      event.preventDefault();
      if (key.do === "digit") return setDigits(digits + key.digit);
      setDigits("");
      if (key.do === "pen") return setPen(!pen);
      if (key.do === "speaker") return openSpeaker();
      if (key.do !== "escape") return session.act(key);
      const { black, way } = session.get().shown;
      if (pen && !black && way.length === 0) setPen(false);
      else session.act({ do: "back" });
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [session, digits, pen]);
  return { pen, digits };
}
