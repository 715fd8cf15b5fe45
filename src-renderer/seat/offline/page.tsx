/** What waits to be sent, what was not done and why, and what happened while the line was cut. */
import { Empty, Skeleton } from "antd";
import { useContext, useState } from "react";
import { ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import { bothTexts } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useAct, useView } from "../../link/react.ts";
import { useSeatActs } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import type { Route } from "../shell/route.ts";
import { reportAgain } from "../newcase/again.ts";
import { sortedOf } from "./entries.ts";
import { Entry } from "./entry.tsx";
import { Meanwhile } from "./meanwhile.tsx";
import "./offline.css";

export function OfflinePage(_props: { readonly route: Route }) {
  const words = useWords();
  const seat = useSeat();
  const act = useAct();
  const outbox = useView({ view: "outbox" });
  const meanwhile = useView({ view: "meanwhile" }).value;
  const departments = useView({ view: "departments" }).value ?? [];
  const freshness = useContext(FreshnessContext);
  const { hubNow } = useContext(ClockContext);
  const [chosen, choose] = useState<string | null>(null);
  const { waiting, notDone, done } = sortedOf(outbox.value?.entries ?? []);
  const asked = [...waiting, ...notDone, ...done];
  const uids = asked.flatMap(({ message: { request } }) => (request.ask === "case" ? [request.uid] : []));
  const known = useView({ view: "queueLines", uids: [...new Set(uids)].toSorted((a, b) => a - b).slice(0, 200) }).value;
  const numbers = new Map(known?.map(({ uid, caseNo }) => [uid, caseNo] as const));
  const now = hubNow() ?? Math.max(0, ...asked.map(({ madeAt }) => madeAt));

  const department = (uid: number) => {
    const found = departments.find((each) => each.uid === uid);
    return found === undefined ? "" : words.name(found);
  };
  const discard = (id: string) =>
    void act({ do: "discard", id }).then((result) => {
      if (result.did === "not") {
        seat.notify(words.text("offline.tooLate", { why: words.trouble(result.trouble) }), "warning");
      } else seat.notify(words.text("offline.takenBack"), "success");
    });
  const open = (uid: number) => seat.go("case", uid);
  const seen = () => void act({ do: "meanwhileSeen" });

  const at = Math.max(
    0,
    asked.findIndex(({ message }) => message.id === chosen),
  );
  const move = (by: number) => choose(asked[Math.min(asked.length - 1, Math.max(0, at + by))]?.message.id ?? null);
  const current = asked[at]?.message.request;
  const key = (name: "next" | "previous" | "open" | "seen", stroke: string, run: () => void) =>
    ({
      id: `offline.${name}`,
      group: name === "open" ? "case" : "list",
      title: words.text(`offline.act.${name}`),
      titles: bothTexts(`offline.act.${name}`),
      key: stroke,
      run,
    }) as const;
  useSeatActs([
    key("next", "j", () => move(1)),
    key("previous", "k", () => move(-1)),
    key("open", "Enter", () => current?.ask === "case" && open(current.uid)),
    ...(meanwhile === null ? [] : [key("seen", "y", seen)]),
  ]);

  const list = (title: "offline.waiting" | "offline.notDone" | "offline.done", entries: typeof asked) =>
    entries.length > 0 && (
      <section>
        <h2>
          {words.text(title)} <small>{entries.length}</small>
        </h2>
        <ul aria-label={words.text(title)}>
          {entries.map((entry) => {
            const { id, request } = entry.message;
            const again =
              request.ask === "case"
                ? () => open(request.uid)
                : request.ask === "report"
                  ? () => void reportAgain(request, act).then((draft) => seat.go("new", draft))
                  : undefined;
            return (
              <Entry
                key={id}
                entry={entry}
                now={now}
                department={department}
                caseNo={(uid) => numbers.get(uid) ?? `#${uid}`}
                chosen={asked[at]?.message.id === id}
                onChoose={() => choose(id)}
                onDiscard={() => discard(id)}
                onOpen={open}
                {...(again === undefined ? {} : { onAgain: again })}
              />
            );
          })}
        </ul>
      </section>
    );

  const cut = freshness.cause !== null;
  return (
    <div className="seat-page offline-page">
      <h1>{words.text("offline.title")}</h1>
      <p role="status">{words.text(cut ? "offline.lead.cut" : "offline.lead.live")}</p>
      {outbox.trouble !== null && <p role="alert">{words.trouble(outbox.trouble)}</p>}
      {outbox.value === null && outbox.trouble === null && <Skeleton active={false} />}
      {meanwhile !== null && <Meanwhile value={meanwhile} now={now} onOpen={open} onSeen={seen} />}
      {outbox.value !== null && asked.length === 0 && meanwhile === null && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.text("offline.empty")} />
      )}
      {list("offline.waiting", [...waiting])}
      {list("offline.notDone", [...notDone])}
      {list("offline.done", [...done])}
    </div>
  );
}
