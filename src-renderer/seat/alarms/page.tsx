/** Alarms: what wants somebody, loudest first; acknowledged, put off, handed on or shelved by one key each. */
import { Button, Empty, Skeleton } from "antd";
import { useContext, useState } from "react";
import type { AlarmLine } from "../../../shared/alarm.ts";
import { ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useSeatActs } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import type { Route } from "../shell/route.ts";
import { alarmActs } from "./acts.ts";
import { MarkDialog, type Asking } from "./dialogs.tsx";
import { foldedOf, shownOf } from "./folded.ts";
import { useMarkAlarms } from "./marks.ts";
import { RateMeter } from "./rate.tsx";
import { AlarmRow, rowId } from "./row.tsx";
import { pageOf } from "./words.ts";
import "./alarms.css";

export function AlarmsPage(_props: { readonly route: Route }) {
  const words = useWords();
  const seat = useSeat();
  const { value, trouble } = useView({ view: "alarms" });
  const freshness = useContext(FreshnessContext);
  const { hubNow } = useContext(ClockContext);
  const [chosen, choose] = useState<string | null>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [asking, ask] = useState<Asking | null>(null);
  const mark = useMarkAlarms();

  const alarms = value?.alarms ?? [];
  const folded = foldedOf(value, opened);
  const rows = folded.flatMap(shownOf);
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === chosen),
  );
  const current: AlarmLine | undefined = rows[at];
  const go = (by: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    choose(next.key);
    document.getElementById(rowId(next.key))?.scrollIntoView({ block: "nearest" });
  };
  const open = (alarm: AlarmLine) => {
    const page = pageOf(alarm);
    if (page === null) seat.notify(words.text("alarms.noHere"));
    else seat.go(...page);
  };
  useSeatActs(
    alarmActs({
      words,
      current,
      may: seat.may("markAlarm"),
      go,
      ask,
      open: () => current !== undefined && open(current),
      acknowledge: () => current !== undefined && mark([current], "acknowledged"),
      acknowledgeAll: () => {
        const group = value?.groups.find(({ keys }) => current !== undefined && keys.includes(current.key));
        mark(
          alarms.filter(({ key }) => group?.keys.includes(key) === true || key === current?.key),
          "acknowledged",
        );
      },
      reopen: () => current !== undefined && mark([current], "reopened"),
    }),
  );

  const openOnes = alarms.filter(({ state }) => state === "open");
  return (
    <section className="alarms-page" data-stale={freshness.state === "stale"}>
      <header>
        <h1>{words.text("alarms.title")}</h1>
        <p>
          {words.text("alarms.lead", {
            open: openOnes.length,
            urgent: openOnes.filter(({ risen }) => risen === "urgent").length,
          })}
        </p>
        <RateMeter counts={value?.perTenMinutes ?? []} />
      </header>
      {trouble !== null && <p role="alert">{words.trouble(trouble)}</p>}
      {value?.troubles.map((each) => (
        <p role="alert" key={`${each.code} ${JSON.stringify(each.params)}`}>
          {words.trouble(each)}
        </p>
      ))}
      {value === null && trouble === null && <Skeleton active={false} paragraph={{ rows: 6 }} />}
      {value !== null && alarms.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.text("alarms.empty")} />
      )}
      {alarms.length > 0 && (
        <div className="alarms-list">
          {folded.map(({ group, alarms: of, folded: isFolded }) => (
            <div key={group?.keys[0] ?? "rest"}>
              {group !== null && (
                <h2>
                  {words.text("alarms.group", {
                    title: words.name({ name: group.title, nameEn: group.titleEn }),
                    count: of.length,
                  })}
                  <Button
                    type="link"
                    aria-expanded={!isFolded}
                    onClick={() => setOpened(toggled(opened, group.keys[0] as string))}
                  >
                    {isFolded
                      ? words.text("alarms.group.open", { count: of.length })
                      : words.text("alarms.group.close")}
                  </Button>
                </h2>
              )}
              <ul
                role="listbox"
                aria-label={words.text("alarms.list")}
                tabIndex={0}
                {...(current !== undefined && of.includes(current)
                  ? { "aria-activedescendant": rowId(current.key) }
                  : {})}
              >
                {shownOf({ alarms: of, folded: isFolded }).map((alarm) => (
                  <AlarmRow
                    key={alarm.key}
                    alarm={alarm}
                    chosen={alarm === current}
                    onChoose={() => choose(alarm.key)}
                    onOpen={() => open(alarm)}
                  />
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
      <MarkDialog
        asking={asking}
        now={() => hubNow() ?? Date.now()}
        onClose={() => ask(null)}
        onSend={(what, details) => {
          ask(null);
          if (current !== undefined) mark([current], MARK_OF[what], details);
        }}
      />
    </section>
  );
}

const MARK_OF = { snooze: "snoozed", shelve: "shelved", forward: "forwarded" } as const;

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
