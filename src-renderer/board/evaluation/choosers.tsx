/** What the boards of evaluation show, and the switches for it: kind of period, one step back or on, the scheme. */
import { useEffect, useRef, useState } from "react";
import type { ShownPeriod, StandingsValue } from "../../../shared/view.ts";
import { nameIn } from "../../kit/text.ts";
import { fullDateText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { choose } from "./chosen.ts";
import { ofKind, PERIOD_KINDS, periodText, stepped } from "./periods.ts";

/** Months, quarters or years; with the focus inside, the arrow keys go to the period before and after. */
export function PeriodSwitch({ period }: { readonly period: ShownPeriod }) {
  const words = useWords();
  const before = stepped(period, -1);
  const after = stepped(period, 1);
  const go = (key: string | null) => {
    if (key !== null) choose({ period: key });
  };
  return (
    <span
      className="period-switch"
      role="group"
      aria-label={words.text("standings.period")}
      onKeyDown={(event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        event.preventDefault();
        go(event.key === "ArrowLeft" ? before : after);
      }}
    >
      <span className="switch">
        {PERIOD_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={kind === period.kind}
            onClick={() => choose({ period: ofKind(period, kind) })}
          >
            {words.text(`standings.by.${kind}`)}
          </button>
        ))}
      </span>
      <span className="stepper">
        <button
          type="button"
          data-step="previous"
          disabled={before === null}
          aria-label={words.text("standings.before")}
          title={words.text("standings.before")}
          onClick={() => go(before)}
        >
          ‹
        </button>
        <b data-period={period.key}>{periodText(period.key, words)}</b>
        <button
          type="button"
          data-step="next"
          disabled={after === null}
          aria-label={words.text("standings.after")}
          title={words.text("standings.after")}
          onClick={() => go(after)}
        >
          ›
        </button>
      </span>
    </span>
  );
}

/** How many signs of a hash people compare by eye. */
const HASH_SIGNS = 8;
export const shortHash = (hash: string): string => hash.slice(0, HASH_SIGNS);

/** The scheme in force on the board, with its version; opened, all schemes, the broken ones with what is wrong. */
export function SchemeChooser({ value }: { readonly value: StandingsValue }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { schemes, shown } = value;
  const title = shown?.scheme.title[words.language] ?? words.text("standings.noScheme");
  useEffect(() => {
    if (!open) return;
    place.current?.querySelector<HTMLElement>("[aria-selected='true'], [role='option']")?.focus();
    const onPress = (event: PointerEvent) => {
      if (!(event.target instanceof Node) || place.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", onPress);
    return () => document.removeEventListener("pointerdown", onPress);
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <span
      ref={place}
      className="scheme-chooser"
      onKeyDown={(event) => {
        if (!open) return;
        if (event.key === "Escape") close();
        else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[role='option']")];
          const at = all.findIndex((each) => each === document.activeElement);
          all[(at + (event.key === "ArrowDown" ? 1 : all.length - 1)) % all.length]?.focus();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <button
        ref={button}
        type="button"
        className="scheme-button"
        aria-haspopup="listbox"
        aria-expanded={open}
        title={title}
        onClick={() => setOpen(!open)}
      >
        <span>{title}</span>
        <i aria-hidden="true" />
      </button>
      {open && (
        <ul className="scheme-list" role="listbox" aria-label={words.text("standings.scheme")}>
          {schemes.map(({ scheme, title, trouble }) => (
            <li key={scheme}>
              <button
                type="button"
                role="option"
                aria-selected={scheme === shown?.scheme.scheme}
                data-scheme={scheme}
                onClick={() => {
                  choose({ scheme });
                  close();
                }}
              >
                {nameIn(words.language, title["zh-CN"], title.en) || scheme}
                {scheme === shown?.scheme.scheme && (
                  <small>
                    {words.text("standings.version", { version: shown.scheme.version, hash: shortHash(shown.hash) })}
                  </small>
                )}
                {trouble !== null && <small className="scheme-trouble">{words.trouble(trouble)}</small>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

/** 暂定 until frozen; then since when, and the digest to compare by. */
export function StatusMark({ shown }: { readonly shown: NonNullable<StandingsValue["shown"]> }) {
  const words = useWords();
  const { frozen } = shown;
  return frozen === null ? (
    <span className="status-mark" data-status="provisional" title={words.text("standings.provisionalWhy")}>
      {words.text("standings.provisional")}
    </span>
  ) : (
    <span
      className="status-mark"
      data-status="frozen"
      title={words.text("standings.frozenBy", { by: frozen.by, digest: frozen.digest })}
    >
      {words.text("standings.frozen", { date: fullDateText(frozen.at, words.timeZone, words.language) })}
      <small>{shortHash(frozen.digest)}</small>
    </span>
  );
}
