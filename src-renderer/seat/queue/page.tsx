/** The queue: what waits for whoever is logged in, what burns first; the list, its filter, its map and what is done at once. */
import { Button, type InputRef } from "antd";
import { memo, useCallback, useContext, useMemo, useRef, useState } from "react";
import { narrows } from "../../../shared/only.ts";
import { useKept } from "../../kit/kept.ts";
import { countText } from "../../kit/number.ts";
import type { Cause } from "../../kit/freshness.ts";
import { Age, CauseText, FreshnessContext } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { LightMark } from "../../board/light.tsx";
import { useSeat } from "../shell/desk.ts";
import { usePrefetchAtRest } from "../casework/triage.ts";
import { PushButton } from "../direction/push-button.tsx";
import { usePushKey } from "../direction/push.ts";
import { useFollow } from "../shell/follow.ts";
import type { Route } from "../shell/route.ts";
import { BatchBar } from "./batch-bar.tsx";
import { StealDialog, useClaiming } from "./claim.tsx";
import { resized } from "./columns.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { MapPane } from "./map-pane.tsx";
import { useQueueOrder, type QueueOrder } from "./order.ts";
import type { SavedView, Sentence } from "./saved-views.ts";
import { chooseAll, chooseOnly, extend, NOTHING_CHOSEN, stillThere, toggle } from "./selection.ts";
import { QueueTable } from "./table.tsx";
import { useLayout } from "./use-layout.ts";
import { useQueueActs } from "./use-acts.ts";
import { ViewsBar } from "./views-bar.tsx";
import "./queue.css";

export function QueuePage(_props: { readonly route: Route }) {
  const { state, cause } = useContext(FreshnessContext);
  return <Queue stale={state === "stale"} cause={cause} />;
}

/** How old what is shown is, and why. */
function StaleNote({ cause, loaded }: { readonly cause: Cause; readonly loaded: boolean }) {
  return (
    <p className="queue-age" role="status">
      <Age freshness={useContext(FreshnessContext)} loaded={loaded} /> · <CauseText cause={cause} />
    </p>
  );
}

interface QueueProps {
  readonly stale: boolean;
  readonly cause: Cause | null;
}

/** The page apart from the line's reports, which come every second: dear to draw, it is drawn when something else is so. */
const Queue = memo(function Queue({ stale, cause }: QueueProps) {
  const words = useWords();
  const seat = useSeat();
  const follow = useFollow();
  const order = useQueueOrder();
  const question = order.question();
  const view = useView(question);
  const seats = useView({ view: "seats" }).value;
  const [picked, select] = useState(NOTHING_CHOSEN);
  const [marked, setMarked] = useState(order.latest);
  const [mapOpen, openMap] = useKept("queue.map", false);
  const [naming, setNaming] = useState<SavedView | "new" | null>(null);
  const [layout, setLayout] = useLayout();
  const claiming = useClaiming();
  const box = useRef<InputRef>(null);
  const place = useRef<HTMLDivElement>(null);
  const uids = order.uids();

  // Whoever leaves a box has left it, also while there is no table yet: what is typed next are commands.
  const toTable = useCallback(() => {
    const table = place.current?.querySelector<HTMLElement>("[role=grid]") ?? null;
    if (table !== null) table.focus();
    else (document.activeElement as HTMLElement | null)?.blur();
  }, []);
  // A chosen case that left is not chosen any more; a marked one gives its mark to the one behind it.
  const selection = useMemo(() => stillThere(picked, uids), [picked, uids]);
  const focus = markOf(marked, uids, order);
  usePrefetchAtRest(focus);

  const mark = (uid: number) => {
    order.placeOf(uid); // its place is remembered from now on, should it leave
    setMarked(uid);
    follow.tell(uid);
  };
  const open = (uid: number) => {
    if (uid > 0) seat.go("case", uid);
  };
  // The filter's boxes are dear to draw: they are given the same while nothing about them changed.
  const sentence = useMemo<Sentence>(() => {
    const { view: _view, role: _role, ...says } = question;
    return says;
  }, [question]);
  const say = useCallback(
    (part: Partial<Sentence>) => {
      order.ask({ ...order.question(), ...part });
      setMarked(0);
      select(NOTHING_CHOSEN);
    },
    [order],
  );
  const claimOf = (uid: number) => seats?.claims.find(({ caseUid }) => caseUid === uid);
  const clear = useCallback(() => select(NOTHING_CHOSEN), []);
  const chooseThese = useCallback((these: readonly number[]) => select(chooseOnly(these)), []);

  useQueueActs({
    focus,
    some: uids.length > 0,
    chosen: selection.chosen.size,
    mayClaim: seat.may("claim"),
    next: () => mark(order.nextOf(focus) ?? focus),
    previous: () => mark(order.previousOf(focus) ?? focus),
    open: () => open(focus),
    choose: () => select(toggle(selection, focus)),
    range: () => select(extend(selection, focus, uids)),
    all: () => select(chooseAll(uids)),
    clear,
    claim: () => claiming.claim(focus, claimOf(focus)),
    filter: () => box.current?.focus({ cursor: "all" }),
    save: () => setNaming("new"),
    map: () => openMap(!mapOpen),
  });

  usePushKey(focus > 0 ? { show: "case", uid: focus } : null);

  const { value, trouble } = view;
  const counts = value?.counts ?? null;
  return (
    <div className="queue-page" data-page="queue" data-state={stateOf()} ref={place}>
      <header className="queue-top">
        <h1>{words.text("queue.title")}</h1>
        {counts !== null && (
          <p className="queue-counts" role="status">
            <b>{words.text("queue.count", { count: counts.all })}</b>
            {(["red", "yellow"] as const).map((light) => (
              <span key={light} data-light={light} title={words.text(`queue.count.${light}`)}>
                <LightMark light={light} />
                {countText(counts[light], words.language)}
                <span className="queue-unseen">{words.text(`queue.count.${light}`)}</span>
              </span>
            ))}
          </p>
        )}
        {stale && cause !== null && <StaleNote cause={cause} loaded={value !== null} />}
        <span className="queue-tools">
          {focus > 0 && <PushButton what={{ show: "case", uid: focus }} stroke="⇧P" />}
          <ColumnsMenu layout={layout} onLayout={setLayout} />
          <Button aria-pressed={mapOpen} onClick={() => openMap(!mapOpen)}>
            {words.text("map.title")} <kbd>M</kbd>
          </Button>
        </span>
      </header>
      <ViewsBar sentence={sentence} onSentence={say} naming={naming} onNaming={setNaming} />
      <FilterBar sentence={sentence} onSentence={say} box={box} onLeave={toTable} />
      <div className="queue-middle" data-map={mapOpen || undefined}>
        <div className="queue-list">
          {trouble !== null && (
            <p className="queue-note" role="alert">
              {words.trouble(trouble)}
            </p>
          )}
          {counts?.all === 0 && (
            <p className="queue-note" role="status">
              {words.text(narrows(sentence.only) || sentence.text !== "" ? "queue.emptyNarrowed" : "queue.empty")}
            </p>
          )}
          {value === null && trouble === null && uids.length === 0 ? (
            <p className="queue-note" role="status">
              {words.text("queue.loading")}
            </p>
          ) : (
            <QueueTable
              uids={uids}
              focus={focus}
              chosen={selection.chosen}
              seats={seats}
              layout={layout}
              stale={stale}
              onResize={(column, width) => setLayout(resized(layout, column, width))}
              onFocus={mark}
              onOpen={open}
              onChoose={(uid, range) => {
                mark(uid);
                select(range ? extend(selection, uid, uids) : toggle(selection, uid));
              }}
              onChooseAll={() => select(chooseAll(uids))}
            />
          )}
        </div>
        {mapOpen && <MapPane uids={uids} focus={focus} onMark={mark} />}
      </div>
      <BatchBar selection={selection} onClear={clear} onChoose={chooseThese} onLeave={toTable} />
      <StealDialog claiming={claiming} />
    </div>
  );

  function stateOf(): "error" | "loading" | "stale" | "empty" | "live" {
    if (trouble !== null) return "error";
    if (value === null) return "loading";
    if (stale) return "stale";
    return value.counts.all === 0 ? "empty" : "live";
  }
});

/** The case that has the mark: the one that got it, or what stands in its place now; 0 in an empty queue. */
function markOf(marked: number, uids: Uint32Array, order: QueueOrder): number {
  if (marked > 0 && uids.includes(marked)) return marked;
  const there = marked === 0 ? null : (order.nextOf(marked) ?? order.previousOf(marked));
  return there ?? uids[0] ?? 0;
}
