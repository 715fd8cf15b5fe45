/** The frame around every page: head, navigation, the page itself, what can be taken back, and the keys of now. */
import { Button, Result, Skeleton } from "antd";
import { memo, Suspense, useContext, useEffect, useRef, useState } from "react";
import type { RecordOf } from "../../../shared/tables.ts";
import { Boundary } from "../../kit/boundary.tsx";
import { CauseText, FreshnessContext } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { useAct } from "../../link/react.ts";
import { LEADS_TO_CASE, loadCaseAhead, PAGE } from "../pages.tsx";
import { PushBars } from "../direction/push-bars.tsx";
import { useSeat } from "./desk.ts";
import { Foot } from "./foot.tsx";
import { SeatHeader } from "./header.tsx";
import { mayOpen } from "./nav.ts";
import type { OwnActs } from "./own.ts";
import type { Route } from "./route.ts";
import { Side } from "./side.tsx";
import { UndoBars } from "./undo-bars.tsx";
import type { Undo } from "./undo-state.ts";

/** How long a page is left alone before another one is loaded beside it, ms. */
const AHEAD_MS = 1_000;

export interface FrameProps {
  readonly platform: RecordOf<"platforms"> | null;
  readonly route: Route;
  readonly own: OwnActs;
  readonly undo: Undo;
}

export function Frame({ platform, route, own, undo }: FrameProps) {
  const words = useWords();
  const { state } = useContext(FreshnessContext);
  const main = useRef<HTMLElement>(null);
  const { page } = route;
  const act = useAct();
  useEffect(() => void act({ do: "page", page }), [act, page]);
  useEffect(() => {
    document.title = `${words.text(`seat.page.${page}`)} · ${words.text("seat.title")}`;
  }, [page, words]);
  return (
    <div className="seat" data-page={page} data-freshness={state}>
      <a
        className="seat-skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {words.text("seat.skip")}
      </a>
      <SeatHeader platform={platform} own={own} />
      <Side page={page} />
      <main ref={main} className="seat-main" tabIndex={-1} id="main">
        <Stale />
        <PageArea route={route} />
      </main>
      <UndoBars undo={undo}>
        <PushBars />
      </UndoBars>
      <Foot />
    </div>
  );
}

/** One sentence while the picture is not current: why, and that the work goes on. */
function Stale() {
  const words = useWords();
  const freshness = useContext(FreshnessContext);
  if (freshness.state === "live" || freshness.cause === null) return null;
  return (
    <p className="seat-stale" role="status" data-cause={freshness.cause.why}>
      <span aria-hidden="true">▲</span>
      <span>
        <CauseText cause={freshness.cause} /> {freshness.state === "stale" && words.text("seat.stale.goOn")}
      </span>
    </p>
  );
}

/** The page of the address. What breaks in it stays in it, and can be tried again. */
const PageArea = memo(function PageArea({ route }: { readonly route: Route }) {
  const words = useWords();
  const { role, go } = useSeat();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!LEADS_TO_CASE.has(route.page)) return;
    const timer = setTimeout(loadCaseAhead, AHEAD_MS);
    return () => clearTimeout(timer);
  }, [route.page]);
  const { page } = route;
  if (!mayOpen(role, page)) {
    return (
      <Result
        status="403"
        icon={null}
        title={words.text("seat.notYours", { role: words.text(`role.${role}`) })}
        extra={<Button onClick={() => go("queue")}>{words.text("seat.page.queue")}</Button>}
      />
    );
  }
  const Page = PAGE[page];
  return (
    <Boundary
      retryKey={`${page} ${attempt}`}
      fallback={(why) => (
        <div className="seat-broken" role="alert">
          <h1>{words.text("seat.broken")}</h1>
          <p>{why}</p>
          <Button type="primary" onClick={() => setAttempt((now) => now + 1)}>
            {words.text("seat.again")}
          </Button>
        </div>
      )}
    >
      <Suspense fallback={<Skeleton active={false} className="seat-loading" paragraph={{ rows: 8 }} />}>
        <Page route={route} />
      </Suspense>
    </Boundary>
  );
});
