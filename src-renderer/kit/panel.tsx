/** The frame every panel sits in: title, age and source, body, definition; and what it says when there is no good body. */
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import type { Trouble } from "../../shared/trouble.ts";
import { Boundary } from "./boundary.tsx";
import { panelState, type Cause, type Freshness } from "./freshness.ts";
import { ageText, durationText, momentText } from "./time.ts";
import { useBeat } from "./tick.ts";
import { useWords } from "./words.ts";
import type { Words } from "./text.ts";

export const NOTHING_YET: Freshness = { state: "loading", since: null, dataAt: null, cause: null };

/** The line's judgement, the same for all panels of a window. */
export const FreshnessContext = createContext<Freshness>(NOTHING_YET);
/** Monotonic clock and hub time, handed in so that the kit reads neither by itself. */
export const ClockContext = createContext<{ readonly clock: () => number; readonly hubNow: () => number | null }>({
  clock: () => 0,
  hubNow: () => null,
});

export interface PanelProps {
  readonly name: string;
  readonly title: ReactNode;
  /** Whose data it is. */
  readonly source: string;
  /** What is counted and over which window. */
  readonly foot?: ReactNode;
  /** Switches that belong to the panel, right of the title. */
  readonly tools?: ReactNode;
  readonly view: { readonly value: unknown; readonly trouble: Trouble | null; readonly rev: number };
  /** The sentence for "nothing to show", or null when there is something. */
  readonly empty: string | null;
  /** Rows of the skeleton shown until the first answer. */
  readonly skeleton?: number;
  readonly children: ReactNode;
}

export function Panel(props: PanelProps) {
  const words = useWords();
  const freshness = useContext(FreshnessContext);
  const [broken, setBroken] = useState<string | null>(null);
  const { view, empty } = props;
  const loaded = view.value !== null;
  const trouble: Trouble | null =
    view.trouble ?? (broken === null ? null : { code: "viewFailed", params: { view: props.name, why: broken } });
  const state = panelState({ loaded, trouble, empty: empty !== null }, freshness);
  // The cause takes the definition's place, so that the body does not move when the line is cut.
  const cause =
    state === "stale" && freshness.cause !== null ? (
      <span className="panel-cause" role="status">
        <CauseText cause={freshness.cause} />
      </span>
    ) : null;
  return (
    <section className="panel" data-panel={props.name} data-state={state} aria-label={plainTitle(props.title)}>
      <header className="panel-head">
        <h2 className="panel-title">{props.title}</h2>
        {props.tools}
        <p className="panel-origin">
          <Age freshness={freshness} loaded={loaded} />
          {cause !== null && props.foot === undefined ? (
            cause
          ) : (
            <span className="panel-source" title={props.source}>
              {props.source}
            </span>
          )}
        </p>
      </header>
      {trouble !== null && (
        <p className="panel-trouble" role="alert">
          {words.trouble(trouble)} <code>{trouble.code}</code>
        </p>
      )}
      <div className="panel-body">
        {!loaded ? (
          trouble === null && <Skeleton rows={props.skeleton ?? 5} />
        ) : empty !== null ? (
          <p className="panel-empty">{empty}</p>
        ) : (
          <Boundary retryKey={view.rev} fallback={(why) => <Broken why={why} tell={setBroken} />}>
            {props.children}
          </Boundary>
        )}
      </div>
      {props.foot !== undefined && <footer className="panel-foot">{cause ?? props.foot}</footer>}
    </section>
  );
}

const plainTitle = (title: ReactNode) => (typeof title === "string" ? title : undefined);

/** Tells the panel that its body broke, and that it stands again once the boundary tries anew. */
function Broken({ why, tell }: { readonly why: string; readonly tell: (why: string | null) => void }) {
  useEffect(() => {
    tell(why);
    return () => tell(null);
  }, [why, tell]);
  return null;
}

function Skeleton({ rows }: { readonly rows: number }) {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, i) => (
        <span key={i} />
      ))}
    </div>
  );
}

/** "3 秒前", or as of when the cache's newest change is, when the hub was not heard in this run. */
export function Age({ freshness, loaded }: { readonly freshness: Freshness; readonly loaded: boolean }) {
  const words = useWords();
  const { clock, hubNow } = useContext(ClockContext);
  const age = useBeat(() => {
    if (!loaded) return null;
    if (freshness.since !== null) return ageText(clock() - freshness.since, words.language);
    const now = hubNow();
    if (freshness.dataAt === null || now === null) return null;
    return words.text("panel.asOf", {
      moment: momentText(freshness.dataAt, now, words.timeZone, words.language),
    });
  });
  return age === null ? null : <span className="panel-age">{age}</span>;
}

/** Why the picture is not current, with the seconds to the next try counting down. */
export function CauseText({ cause }: { readonly cause: Cause }) {
  const words = useWords();
  const { clock } = useContext(ClockContext);
  const retryAt = "retryAt" in cause ? cause.retryAt : null;
  const left = useBeat(() => (retryAt === null ? null : Math.max(0, Math.ceil((retryAt - clock()) / 1000))));
  return <>{causeSentence(cause, left, words)}</>;
}

/** The cause in words; `left` is the seconds to the next try, null when none is planned. */
export function causeSentence(cause: Cause, left: number | null, words: Words): string {
  switch (cause.why) {
    case "hostGone":
      return left === null || left === 0
        ? words.text("cause.hostGoneNow")
        : words.text("cause.hostGone", { seconds: left });
    case "hostSilent":
      return words.text("cause.hostSilent");
    case "hubCut": {
      const why =
        left === null || left === 0 ? words.text("cause.hubCutNow") : words.text("cause.hubCut", { seconds: left });
      return cause.trouble !== null && cause.trouble.code !== "hubUnreachable"
        ? `${why} ${words.trouble(cause.trouble)}`
        : why;
    }
    case "hubSilent":
      return words.text("cause.hubSilent");
    case "notYetReached":
      return words.text("cause.notYetReached");
    case "readOnly":
      return cause.trouble.code === "diskFull"
        ? words.text("cause.diskFull")
        : `${words.text("cause.readOnly")} ${words.trouble(cause.trouble)}`;
    case "copying":
      return cause.total === 0
        ? words.text("cause.copyingStarts")
        : words.text("cause.copying", {
            done: cause.done,
            total: cause.total,
            rate: Math.round(cause.rowsPerSecond),
            left:
              cause.rowsPerSecond > 0
                ? durationText(((cause.total - cause.done) / cause.rowsPerSecond) * 1000, words.language)
                : "—",
          });
  }
}
