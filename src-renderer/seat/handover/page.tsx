/** 交接班: the shift as the program sees it, what one adds, and the signature of who takes over. */
import { Alert, Empty, Skeleton } from "antd";
import { useContext, useState } from "react";
import { windowOf } from "../../../shared/evaluation/period.ts";
import { coverageRulesOf } from "../../../shared/coverage/rules.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { bothTexts } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { freshId, useView } from "../../link/react.ts";
import { useSeatActs } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { PLAIN, useKeptDraft } from "../shell/kept-draft.ts";
import type { Route } from "../shell/route.ts";
import { shiftBegan } from "./body.ts";
import { DraftCard } from "./draft-card.tsx";
import { Written } from "./written.tsx";
import "./handover.css";

const SHOWN = 30;

export function HandoverPage(_props: { readonly route: Route }) {
  const words = useWords();
  const seat = useSeat();
  const { hubNow } = useContext(ClockContext);
  const past = useView({ view: "handovers", limit: SHOWN });
  const session = useView({ view: "session" }).value;
  const policies = useView({ view: "ruleFiles", kind: "policies" }).value;
  const note = useKeptDraft("draft/handover/note", PLAIN);
  const [from, setFrom] = useState<number | null>(null);
  // The minute is enough: an answer for every second would be another document each time.
  const now = Math.floor((hubNow() ?? 0) / 60_000) * 60_000;
  const midnight = windowOf("day", now, words.timeZone).from ?? now;
  const began = Math.max(shiftBegan(now, midnight, shiftsOf(policies)), lastOwn(past.value, session?.person?.name));
  const fromAt = from ?? began;
  const draft = useView({ view: "handoverDraft", fromAt }).value;

  const write = () => {
    if (draft === null || fromAt >= now) return;
    const { answer } = seat.ask({
      ask: "writeHandover",
      platform: seat.platform,
      id: freshId(),
      fromAt,
      toAt: Math.round(draft.toAt),
      body: JSON.stringify(draft),
      note: note.draft ?? "",
    });
    void answer.then((it) => {
      if (it.answer === "refused" || it.answer === "trouble") {
        const why = it.answer === "refused" ? words.refusal(it.refused) : words.trouble(it.trouble);
        return seat.notify(words.text("handover.refused", { why }), "error");
      }
      note.change(null);
      return seat.notify(words.text("handover.written"), "success");
    });
  };
  const unsigned = past.value?.find(
    ({ signedAt, writtenBy }) => signedAt === null && writtenBy !== session?.person?.name,
  );
  const sign = (uid: number, signNote: string) => {
    const { answer } = seat.ask({ ask: "signHandover", uid, note: signNote });
    void answer.then((it) => {
      if (it.answer === "refused") seat.notify(words.refusal(it.refused), "error");
      else if (it.answer === "trouble") seat.notify(words.trouble(it.trouble), "error");
      else seat.notify(words.text("handover.signedNow"), "success");
    });
  };
  const key = (name: "write" | "sign" | "print", stroke: string, run: () => void, cannot?: string) => ({
    id: `handover.${name}`,
    group: "list" as const,
    title: words.text(`handover.act.${name}`),
    titles: bothTexts(`handover.act.${name}`),
    key: stroke,
    ...(cannot === undefined ? {} : { cannot }),
    run,
  });
  useSeatActs([
    key("write", "Control+Enter", write, seat.may("writeHandover") ? undefined : words.refusal("notAllowed")),
    key("print", "Alt+p", () => window.print()),
    ...(unsigned === undefined ? [] : [key("sign", "y", () => sign(unsigned.uid, ""))]),
  ]);

  const open = (uid: number) => seat.go("case", uid);
  return (
    <div className="seat-page handover-page">
      <h1>{words.text("handover.title")}</h1>
      {unsigned !== undefined && <Alert type="info" showIcon role="status" title={words.text("handover.notice")} />}
      <div className="handover-columns">
        <DraftCard
          fromAt={fromAt}
          now={now}
          note={note.draft ?? ""}
          onFrom={setFrom}
          onNote={note.change}
          onWrite={write}
          onOpen={open}
        />
        <section className="seat-card" aria-label={words.text("handover.past")}>
          <h2>{words.text("handover.past")}</h2>
          {past.trouble !== null && <p role="alert">{words.trouble(past.trouble)}</p>}
          {past.value === null && past.trouble === null && <Skeleton active={false} />}
          {past.value?.length === 0 && (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.text("handover.past.empty")} />
          )}
          {past.value?.map((row) => (
            <Written
              key={row.uid}
              row={row}
              now={now}
              own={row.writtenBy === session?.person?.name}
              open={row === (unsigned ?? past.value?.[0])}
              onSign={(signNote) => sign(row.uid, signNote)}
              onOpen={open}
            />
          ))}
        </section>
      </div>
    </div>
  );
}

/** The shifts of the policy in force; the program's own where none can be read. */
function shiftsOf(policies: readonly { readonly body: string }[] | null): readonly { readonly from: number }[] {
  for (const { body } of policies ?? []) {
    const { patrol } = JSON.parse(body) as { patrol?: object };
    if (patrol !== undefined) return coverageRulesOf({ patrol }).shifts;
  }
  return coverageRulesOf({}).shifts;
}

/** Until when somebody has handed over already; −∞ for nobody. */
function lastOwn(rows: readonly { readonly writtenBy: string; readonly toAt: number }[] | null, name?: string): number {
  return Math.max(
    ...(rows ?? []).filter(({ writtenBy }) => writtenBy === name).map(({ toAt }) => toAt),
    Number.NEGATIVE_INFINITY,
  );
}
