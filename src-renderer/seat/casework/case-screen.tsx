/** One case: its head, what can be done with it, and everything that is known of it. */
import { Alert, Button, Skeleton } from "antd";
import { useContext, useMemo, useState } from "react";
import { FLAG_SUPERVISED, FLAG_URGENT } from "../../../shared/case/record.ts";
import { stateOfCode } from "../../../shared/case/state.ts";
import { localTime } from "../../../shared/evaluation/period.ts";
import type { DeskRefusal } from "../../../shared/wire/desk.ts";
import { LightMark } from "../../board/light.tsx";
import { isLineOverdue, StageMark } from "../../board/mark.tsx";
import { PendingMark } from "../../board/pending.tsx";
import { useAfterPaint } from "../../kit/after-paint.ts";
import { Age, CauseText, ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { useQueueOrder } from "../queue/order.ts";
import { PushButton } from "../direction/push-button.tsx";
import { usePushKey } from "../direction/push.ts";
import { useSeat } from "../shell/desk.ts";
import { AroundPanel } from "./around-panel.tsx";
import { blanksOf } from "./blanks.ts";
import { CamerasPanel } from "./cameras-panel.tsx";
import { CommandBar } from "./command-bar.tsx";
import { CommandForm } from "./command-form.tsx";
import { COMMANDS, offeredOf, type CaseCommand, type CaseCommandKind, type Offered } from "./commands.ts";
import { ContactPanel } from "./contact-panel.tsx";
import { commandOf, draftOf, type CommandDraft } from "./draft.ts";
import { FactsPanel } from "./facts-panel.tsx";
import { Others } from "./others.tsx";
import { PicturesPanel } from "./pictures-panel.tsx";
import { Refused } from "./refused.tsx";
import { Suggestions } from "./suggestions.tsx";
import { Timeline } from "./timeline-panel.tsx";
import { beginTriage, movesOn, usePrefetch, useTriageEnd } from "./triage.ts";
import { useCaseActs } from "./use-case-acts.ts";
import { useCase, useConditions, useNearCases } from "./use-case.ts";
import { useClaim, useLookAt } from "./use-claim.ts";
import type { Sending } from "./use-sender.ts";

interface CaseScreenProps {
  readonly uid: number;
  readonly send: (sending: Sending) => void;
}

const NOTHING: CommandDraft = {};

export function CaseScreen({ uid, send }: CaseScreenProps) {
  const words = useWords();
  const seat = useSeat();
  const { hubNow } = useContext(ClockContext);
  const order = useQueueOrder();
  const world = useCase(uid);
  const { found, facts, departments, suggest } = world;
  const [open, setOpen] = useState<CaseCommandKind | null>(null);
  const [begin, setBegin] = useState<CommandDraft>(NOTHING);
  const [claimed, setClaimed] = useState(false);
  const claiming = useClaim(uid, open !== null || claimed);
  useLookAt(uid);
  useTriageEnd(uid, found !== null);
  usePushKey(found === null ? null : { show: "case", uid });
  const next = order.nextOf(uid);
  usePrefetch(next);

  const now = hubNow() ?? found?.line.changedAt ?? 0;
  const state = stateOfCode(found?.line.state ?? 0);
  const near = useNearCases(found?.line.lon ?? null, found?.line.lat ?? null);
  const conditions = useConditions(found?.record ?? null, open === "file");
  const offered = useMemo(
    () =>
      found === null
        ? []
        : offeredOf({ state, c: world.folded, policy: world.policy, timeZone: words.timeZone, now }, seat.mayCommand),
    // What is offered may change with the minute, not with the millisecond.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the minute is the time
    [found, state, world.folded, world.policy, words.timeZone, seat.mayCommand, Math.floor(now / 60_000)],
  );
  const nameOf = (department: number) => {
    const known = departments.get(department);
    return known === undefined ? "" : words.name(known);
  };
  const show = (target: number | null) => {
    if (target === null) {
      seat.notify(words.text("casework.queueEnd"));
      seat.go("queue");
    } else seat.go("case", target);
  };
  const move = (target: number | null) => {
    beginTriage();
    show(target);
  };
  const give = (command: CaseCommand) => {
    beginTriage();
    send({ uid, caseNo: found?.line.caseNo ?? "", command, department: nameOf });
    setOpen(null);
    if (movesOn(command.kind) && order.placeOf(uid) !== null) show(order.nextOf(uid));
  };
  /** A command that says nothing but itself is done at its key; any other opens its form. */
  const take = (kind: CaseCommandKind, first: CommandDraft = NOTHING) => {
    if (COMMANDS[kind].fields.length === 0) {
      give(commandOf(kind, NOTHING, { suggested: 0, timeZone: words.timeZone }));
      return;
    }
    setBegin(first);
    setOpen(kind);
  };
  // A case that a department has is not moved on by a digit alone: its form must be open.
  const dispatching = offered.find(
    ({ kind, cannot }) => (kind === "dispatch" || (kind === "redispatch" && open === kind)) && cannot === null,
  );
  const takeSuggestion = (nth: number) => {
    const suggestion = suggest.suggestions[nth];
    if (dispatching !== undefined && suggestion !== undefined) {
      take(dispatching.kind, { department: suggestion.department });
    }
  };
  useCaseActs({
    offered,
    suggestions: dispatching === undefined ? [] : suggest.suggestions,
    take,
    takeSuggestion,
    next: () => move(order.nextOf(uid)),
    previous: () => {
      const before = order.previousOf(uid);
      if (before !== null) move(before);
    },
    claim: () => setClaimed(!claimed),
  });

  if (!world.loaded && world.trouble === null) {
    return (
      <article className="casework" aria-busy="true">
        <h1 className="casework-title">{words.text("case.title")}</h1>
        <Skeleton title={false} paragraph={{ rows: 12 }} />
      </article>
    );
  }
  if (found === null) {
    return (
      <article className="casework">
        <h1 className="casework-title">{words.text("case.title")}</h1>
        <p role="alert">{world.trouble === null ? words.text("case.gone") : words.trouble(world.trouble)}</p>
        <Button onClick={() => seat.go("queue")}>{words.text("casework.toQueue")}</Button>
      </article>
    );
  }
  const { line } = found;
  return (
    <article className="casework" data-case={uid} data-state={state}>
      <Head found={found} now={now} place={order.placeOf(uid)} />
      {world.trouble !== null && <Alert type="error" showIcon title={words.trouble(world.trouble)} />}
      <Refused
        uid={uid}
        now={now}
        department={nameOf}
        onAgain={(command, putAway) => {
          take(
            command.kind,
            draftOf(command, (at) => localTime(at, words.timeZone)),
          );
          putAway();
        }}
      />
      <CommandBar offered={offered} open={open} onTake={take} />
      <div className="casework-columns">
        <div>
          {open !== null && (
            <CommandForm
              key={open}
              kind={open}
              line={line}
              world={{
                uid,
                departments: new Set(departments.keys()),
                owner: line.department,
                timeZone: words.timeZone,
                now,
              }}
              departments={departments}
              suggestions={suggest.suggestions}
              conditions={conditions}
              near={near}
              templates={world.templates}
              blanks={blanksOf(found, now, words.timeZone)}
              begin={begin}
              claiming={claiming}
              cannot={cannotNow(open, offered)}
              onSend={give}
              onLeave={() => setOpen(null)}
            />
          )}
          {open === null && dispatching !== undefined && <Suggestions value={suggest} onTake={takeSuggestion} />}
          <FactsPanel found={found} facts={facts} now={now} />
        </div>
        <Beside
          found={found}
          facts={facts}
          departments={departments}
          owner={nameOf(line.department)}
          near={near}
          now={now}
        />
      </div>
    </article>
  );
}

interface BesideProps {
  readonly found: NonNullable<ReturnType<typeof useCase>["found"]>;
  readonly facts: ReturnType<typeof useCase>["facts"];
  readonly departments: ReturnType<typeof useCase>["departments"];
  /** Name of the department that has it, "" for none. */
  readonly owner: string;
  readonly near: ReturnType<typeof useNearCases>;
  readonly now: number;
}

/** The columns beside what is decided by. They come a frame later: dear to draw, they would hold up the facts and commands. */
function Beside({ found, facts, departments, owner, near, now }: BesideProps) {
  const painted = useAfterPaint();
  const { line, record } = found;
  if (!painted) return null;
  return (
    <>
      <div>
        <Timeline facts={facts} departments={departments} now={now} />
        <AroundPanel found={found} near={near} now={now} />
      </div>
      <div>
        <PicturesPanel uid={line.uid} submittedAt={record.submittedAt} />
        {line.lon !== null && line.lat !== null && <CamerasPanel uid={line.uid} lon={line.lon} lat={line.lat} />}
        {line.department !== 0 && <ContactPanel department={line.department} name={owner} now={now} />}
      </div>
    </>
  );
}

/** Why a command whose form is open would be refused now; null when nothing stands against it. */
function cannotNow(kind: CaseCommandKind, offered: readonly Offered[]): DeskRefusal | null {
  const found = offered.find((each) => each.kind === kind);
  return found === undefined ? "wrongState" : found.cannot;
}

interface HeadProps {
  readonly found: NonNullable<ReturnType<typeof useCase>["found"]>;
  readonly now: number;
  readonly place: { readonly n: number; readonly of: number } | null;
}

function Head({ found, now, place }: HeadProps) {
  const words = useWords();
  const freshness = useContext(FreshnessContext);
  const { line, record, clocks, trueState, pending } = found;
  const overdue = isLineOverdue(line, now);
  return (
    <header className="casework-head">
      <h1 className="casework-title">
        <StageMark state={line.state} overdue={overdue} />
        {words.name({ name: line.className, nameEn: line.classNameEn }) || words.text("issues.unnamed")}
        <span className="casework-number">{line.caseNo}</span>
        <PushButton what={{ show: "case", uid: line.uid }} stroke="⇧P" />
      </h1>
      <p className="casework-state">
        {clocks.light !== null && (
          <span data-light={clocks.light}>
            <LightMark light={clocks.light} /> {words.text(`light.${clocks.light}`)}
          </span>
        )}
        <b>{words.text(`state.${stateOfCode(line.state)}`)}</b>
        {overdue && <b className="red">{words.text("case.overdue")}</b>}
        {(record.flags & FLAG_URGENT) !== 0 && <b className="red">{words.text("casework.urgent")}</b>}
        {(record.flags & FLAG_SUPERVISED) !== 0 && <b className="amber">{words.text("casework.supervised")}</b>}
        {pending.length > 0 && (
          <small data-true-state={stateOfCode(trueState)}>
            <PendingMark pending={pending.length} /> {words.text("case.predicted")} ·{" "}
            {words.text("case.trueState", { state: words.text(`state.${stateOfCode(trueState)}`) })}
          </small>
        )}
        {place !== null && (
          <small data-place={place.n}>{words.text("casework.place", { n: place.n, of: place.of })}</small>
        )}
        {freshness.state === "stale" && freshness.cause !== null && (
          <small className="amber" role="status">
            <Age freshness={freshness} loaded /> · <CauseText cause={freshness.cause} />
          </small>
        )}
      </p>
      <Others uid={line.uid} />
    </header>
  );
}
