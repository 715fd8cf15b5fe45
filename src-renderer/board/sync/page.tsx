/** 同步状态: how the line, the cache and the outbox of this machine stand, for whoever looks after it. */
import { useContext, useEffect, useMemo, useRef, useState } from "react";
import type { ActResult, HostAct } from "../../../shared/wire/port.ts";
import { CauseText, ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import type { Freshness } from "../../kit/freshness.ts";
import { useWords } from "../../kit/words.ts";
import { useAct, useView } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { useHeld } from "../evaluation/held.ts";
import { actSentence } from "./acts.ts";
import { CacheCard, HubCard, NotesCard } from "./cache.tsx";
import { SignMark } from "./card.tsx";
import { DigestCard } from "./digest.tsx";
import { ClockCard, LineCard, PositionCard, RatesCard } from "./line.tsx";
import { ENTRIES_SHOWN, OutboxCard, type OutboxProps } from "./outbox.tsx";
import { problemsOf } from "./problems.ts";
import { caseOf } from "./requests.ts";
import { SupportCard, type Support } from "./support.tsx";
import type { SyncStatus } from "../../../shared/sync-status.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { ScopeNames } from "./words.ts";

/** The page tells of the line itself, so it is old only when the host that tells it is gone or silent. */
export function freshnessOfPage(line: Freshness): Freshness {
  const why = line.cause?.why;
  if (why === "hostGone" || why === "hostSilent") return line.state === "loading" ? line : { ...line, state: "stale" };
  return { ...line, state: "live", cause: null };
}

export function SyncPage({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const desk = useDesk();
  const act = useAct();
  const { hubNow } = useContext(ClockContext);
  const sync = useView({ view: "sync" });
  const outbox = useView({ view: "outbox" });
  const platform = useView({ view: "city" }).value?.platform ?? null;
  const entries = outbox.value?.entries ?? null;
  const asked = useMemo(
    () => [...new Set((entries ?? []).slice(0, ENTRIES_SHOWN).flatMap((entry) => caseOf(entry) ?? []))],
    [entries],
  );
  const found = useHeld(
    useView({ view: "cases", query: { period: "all", uids: asked }, offset: 0, limit: ENTRIES_SHOWN }),
  );
  const cases = useMemo(
    () => new Map((found.value?.lines ?? []).map((line) => [line.uid, line] as const)),
    [found.value],
  );
  const names: ScopeNames = {
    platform: (id) => (platform?.platform === id ? words.name(platform) : ""),
    department: (uid) => {
      const department = desk.departments.get(uid);
      return department === undefined ? "" : words.name(department);
    },
  };
  return (
    <SyncSheet
      status={sync.value}
      trouble={sync.trouble ?? outbox.trouble}
      entries={entries}
      now={hubNow() ?? 0}
      names={names}
      cases={cases}
      act={act}
      onCase={(line) => {
        onClose();
        desk.openCase(line);
      }}
      onClose={onClose}
    />
  );
}

export interface SheetProps extends Pick<OutboxProps, "entries" | "cases" | "now" | "onCase"> {
  readonly status: SyncStatus | null;
  /** Why the host cannot tell at the moment. */
  readonly trouble: Trouble | null;
  readonly names: ScopeNames;
  readonly act: (what: HostAct) => Promise<ActResult>;
  readonly onClose: () => void;
}

/** The page with everything it shows handed in. */
export function SyncSheet({ status, trouble, entries, now, names, cases, act, onCase, onClose }: SheetProps) {
  const words = useWords();
  const outer = useContext(FreshnessContext);
  const freshness = useMemo<Freshness>(() => {
    const own = freshnessOfPage(outer);
    return trouble === null || own.state !== "live" ? own : { ...own, state: "stale" };
  }, [outer, trouble]);
  const sheet = useRef<HTMLElement>(null);
  // The keyboard goes into the page, and back to where it was when the page closes.
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const section = { status, now };
  return (
    <FreshnessContext value={freshness}>
      <section
        ref={sheet}
        className="sync"
        role="dialog"
        aria-label={words.text("sync.title")}
        tabIndex={-1}
        data-page="sync"
        data-state={status === null ? "loading" : freshness.state}
      >
        <header className="sync-head">
          <h2>{words.text("sync.title")}</h2>
          <Summary status={status} trouble={trouble} freshness={freshness} />
          <SupportKey act={act} />
          <button type="button" className="close" aria-label={words.text("sync.close")} onClick={onClose}>
            ✕
          </button>
        </header>
        <div className="sync-columns">
          <div className="sync-column" data-column="line">
            <LineCard {...section} names={names} />
            <PositionCard {...section} />
            <ClockCard {...section} />
          </div>
          <div className="sync-column" data-column="cache">
            <DigestCard {...section} act={act} />
            <CacheCard {...section} />
          </div>
          <div className="sync-column" data-column="asked">
            <OutboxCard
              entries={entries}
              counts={status?.outbox ?? null}
              now={now}
              cases={cases}
              department={names.department}
              act={act}
              onCase={onCase}
            />
            <NotesCard {...section} />
            <div className="sync-stack">
              <HubCard {...section} />
              <RatesCard {...section} />
            </div>
          </div>
        </div>
      </section>
    </FreshnessContext>
  );
}

interface SummaryProps {
  readonly status: SyncStatus | null;
  readonly trouble: Trouble | null;
  readonly freshness: Freshness;
}

/** All is well, or what is not: one sentence each. */
function Summary({ status, trouble, freshness }: SummaryProps) {
  const words = useWords();
  if (freshness.cause !== null) {
    return (
      <p className="sync-summary" role="status">
        <span className="sync-problem">
          <SignMark sign="look" />
          <CauseText cause={freshness.cause} />
        </span>
      </p>
    );
  }
  const problems = status === null ? [] : problemsOf(status, words);
  return (
    <p className="sync-summary" role="status" data-problems={problems.map(({ what }) => what).join(" ")}>
      {trouble !== null && (
        <span className="sync-problem" role="alert">
          <SignMark sign="look" />
          {words.trouble(trouble)} <code>{trouble.code}</code>
        </span>
      )}
      {problems.map(({ what, urgent, sentence }) => (
        <span key={what} className={urgent ? "sync-problem sync-urgent" : "sync-problem"} title={sentence}>
          <SignMark sign={urgent ? "urgent" : "look"} />
          {sentence}
        </span>
      ))}
      {status !== null && trouble === null && problems.length === 0 && (
        <span>
          <SignMark sign="well" />
          {words.text("sync.good")}
        </span>
      )}
    </p>
  );
}

/** Writes the text for support and shows it. */
function SupportKey({ act }: Pick<SheetProps, "act">) {
  const words = useWords();
  const [running, run] = useState(false);
  const [support, show] = useState<Support | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const key = useRef<HTMLButtonElement>(null);
  const write = async () => {
    run(true);
    setProblem(null);
    const result = await act({ do: "support" });
    run(false);
    if (result.did === "support") show(result);
    else if (result.did === "not") setProblem(actSentence(result.trouble, words));
  };
  return (
    <>
      {problem !== null && (
        <span className="sync-trouble" role="alert">
          {problem}
        </span>
      )}
      <button ref={key} type="button" className="sync-key" data-support disabled={running} onClick={() => void write()}>
        {words.text(running ? "sync.support.running" : "sync.support")}
      </button>
      {support !== null && (
        <SupportCard
          support={support}
          onClose={() => {
            show(null);
            key.current?.focus();
          }}
        />
      )}
    </>
  );
}
