/** One box for everything: opened by its key, answered while somebody types, walked through and opened by keyboard. */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { Found } from "../../../shared/view.ts";
import { useDesk } from "../../board/desk.ts";
import { useKept } from "../../kit/kept.ts";
import { countText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useFeatures } from "./feature.ts";
import { groupsOf, optionId, SearchList } from "./search-list.tsx";
import { openFound } from "./search-open.ts";
import "./search.css";

/** Results asked for. */
const SHOWN = 40;
/** Typing must have paused for so long, ms, before the host is asked. */
const PAUSE_MS = 120;
const RECENT = 8;
/** As the port takes it. */
const LONGEST = 100;
const NONE: readonly string[] = [];
const NO_ROWS: readonly never[] = [];

export function SearchFeature() {
  const { overlay, setOverlay } = useFeatures();
  return overlay === "search" ? <SearchBox onClose={() => setOverlay(null)} /> : null;
}

/** What was typed last, after a pause. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), text === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

/** The newest first, each once. */
export function withRecent(recent: readonly string[], text: string): readonly string[] {
  return [text, ...recent.filter((each) => each !== text)].slice(0, RECENT);
}

function SearchBox({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const desk = useDesk();
  const features = useFeatures();
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const [recent, setRecent] = useKept("search.recent", NONE);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);
  const asked = usePaused(text.trim());
  const view = useView({ view: "search", text: asked, limit: SHOWN });
  // While the next answer is on its way the last one stays.
  const [last, setLast] = useState(view.value);
  if (view.value !== null && view.value !== last) setLast(view.value);
  const groups = asked === "" ? [] : groupsOf(last?.found ?? []);
  const flat = groups.flatMap(({ found }) => found);
  const at = Math.min(chosen, Math.max(0, flat.length - 1));

  useEffect(() => {
    const before = document.activeElement;
    input.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    list.current?.querySelector(`#${optionId(at)}`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const open = (found: Found) => {
    setRecent(withRecent(recent, asked));
    onClose();
    openFound(found, grids, { ...desk, ...features });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys that choose among an input method's candidates are its own.
    if (event.nativeEvent.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (steps !== undefined) setChosen(Math.min(Math.max(0, at + steps), Math.max(0, flat.length - 1)));
    else if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && event.target === input.current) {
      const found = flat[at];
      // What is shown may still be of what was typed before.
      if (found !== undefined && asked === text.trim() && view.value !== null) open(found);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="search-shade" onClick={onClose}>
      <section
        ref={list}
        className="search-box"
        role="dialog"
        aria-modal="true"
        aria-label={words.text("search.title")}
        data-page="search"
        onClick={(event) => event.stopPropagation()}
        onKeyDown={onKeyDown}
      >
        <header>
          <input
            ref={input}
            type="text"
            role="combobox"
            aria-expanded={flat.length > 0}
            aria-controls="search-list"
            aria-activedescendant={flat.length > 0 ? optionId(at) : undefined}
            aria-label={words.text("search.placeholder")}
            placeholder={words.text("search.placeholder")}
            autoComplete="off"
            spellCheck={false}
            maxLength={LONGEST}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
          />
          <button type="button" className="close" aria-label={words.text("search.close")} onClick={onClose}>
            ✕
          </button>
        </header>
        {asked === "" ? (
          <Beginning recent={recent} onRecent={(again) => (setText(again), input.current?.focus())} />
        ) : (
          <SearchList groups={groups} at={at} onChoose={setChosen} onOpen={open} />
        )}
        <footer role="status">
          {view.trouble !== null ? (
            <span className="search-trouble">{words.trouble(view.trouble)}</span>
          ) : (
            <Said asked={asked} waiting={view.value === null} count={flat.length} />
          )}
          {last?.indexing != null && (
            <span data-indexing>
              {last.indexing.total === 0
                ? words.text("search.preparing")
                : words.text("search.indexing", {
                    done: countText(last.indexing.done, words.language),
                    total: countText(last.indexing.total, words.language),
                  })}
            </span>
          )}
          <span className="search-keys">{words.text("search.keys")}</span>
        </footer>
      </section>
    </div>
  );
}

/** One line: how many were found, or why none. */
function Said({
  asked,
  waiting,
  count,
}: {
  readonly asked: string;
  readonly waiting: boolean;
  readonly count: number;
}) {
  const words = useWords();
  if (asked === "") return null;
  if (waiting) return <span>{words.text("search.searching")}</span>;
  const short = Array.from(asked).length < 2;
  if (count === 0) {
    return <span>{short ? words.text("search.tooShort") : words.text("search.nothing", { text: asked })}</span>;
  }
  return (
    <span>
      {words.text("search.count", { count })}
      {short && ` · ${words.text("search.tooShort")}`}
    </span>
  );
}

/** Before anything is typed: what can be, and what was. */
function Beginning({
  recent,
  onRecent,
}: {
  readonly recent: readonly string[];
  readonly onRecent: (text: string) => void;
}) {
  const words = useWords();
  return (
    <div className="search-beginning">
      <p>{words.text("search.hint")}</p>
      {recent.length > 0 && (
        <>
          <h3>{words.text("search.recent")}</h3>
          <ul>
            {recent.map((text) => (
              <li key={text}>
                <button type="button" onClick={() => onRecent(text)}>
                  {text}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
