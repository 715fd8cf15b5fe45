/** 操作记录: who did what, when, from where, what came of it; searched, read as a difference, and taken back where it can be. */
import { Button, DatePicker, Input, Modal, Select, type InputRef } from "antd";
import { useContext, useEffect, useRef, useState } from "react";
import { ROLES } from "../../../shared/roles.ts";
import type { AuditLine } from "../../../shared/wire/office.ts";
import type { Words } from "../../kit/text.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { clockText, dayText, fullDateText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useSeat } from "../shell/desk.ts";
import { RECORDED_ACTS } from "./ask-groups.ts";
import { useOffice } from "./ask-office.ts";
import { Changes } from "./changes.tsx";
import { Listing, type ShownColumn } from "./listing.tsx";
import { filterOf, isNarrowed, recordRequest, type RecordFilter } from "./record-query.ts";
import { actText, noteText, outcomeText, subjectText, SUBJECTS } from "./record-words.ts";
import "./record.css";

/** A pause of typing after which the record is asked, ms. */
const PAUSE_MS = 300;

export function ActsRecord({ rest }: { readonly rest: readonly string[] }) {
  const words = useWords();
  const { notify, go } = useSeat();
  const ask = useOffice();
  const { hubNow } = useContext(ClockContext);
  const [filter, setFilter] = useState<RecordFilter>(() => filterOf(rest));
  const [lines, setLines] = useState<readonly AuditLine[] | null>(null);
  const [more, setMore] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [undoing, setUndoing] = useState<AuditLine | null>(null);
  const asking = useRef(0);
  const field = useRef<InputRef>(null);
  const now = hubNow() ?? 0;

  useEffect(() => {
    const mine = ++asking.current;
    const timer = setTimeout(async () => {
      const { answer, problem: why } = await ask(recordRequest(filter, null, words.timeZone));
      // A later question has been asked: its answer counts.
      if (mine !== asking.current) return;
      setProblem(why);
      if (answer?.did !== "audit") return;
      setLines(answer.lines);
      setMore(answer.more);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [ask, filter, words.timeZone, turn]);

  const older = async () => {
    const last = lines?.at(-1);
    if (!more || last === undefined) return;
    setMore(false);
    const mine = asking.current;
    const { answer, problem: why } = await ask(recordRequest(filter, last.audit, words.timeZone));
    if (mine !== asking.current) return;
    setProblem(why);
    if (answer?.did !== "audit") return;
    setLines((before) => [...(before ?? []), ...answer.lines]);
    setMore(answer.more);
  };
  const undo = async (line: AuditLine) => {
    setUndoing(null);
    const { problem: why } = await ask({ office: "undo", audit: line.audit });
    notify(why ?? words.text("office.record.undone"), why === null ? "success" : "error");
    setTurn((before) => before + 1);
  };
  const narrow = (part: Partial<RecordFilter>) => setFilter((before) => ({ ...before, ...part }));
  const choices = (values: readonly string[], text: (value: string) => string) => [
    { value: "", label: words.text("office.record.any") },
    ...values.map((value) => ({ value, label: text(value) })),
  ];
  const noRow = words.text("office.list.noRow");
  return (
    <>
      <div className="record-filters" role="search" aria-label={words.text("office.record.search")}>
        <Input
          ref={field}
          allowClear
          maxLength={200}
          value={filter.text}
          aria-label={words.text("office.record.text")}
          placeholder={words.text("office.record.text")}
          onChange={(event) => narrow({ text: event.target.value })}
        />
        <Select
          value={filter.act}
          aria-label={words.text("office.record.act")}
          options={choices(RECORDED_ACTS, (act) => actText({ act, text: "" }, words))}
          showSearch={{ optionFilterProp: "label" }}
          onChange={(act) => narrow({ act })}
          prefix={words.text("office.record.act")}
        />
        <Select
          value={filter.subject}
          aria-label={words.text("office.record.subject")}
          options={choices(SUBJECTS, (subject) => subjectText({ subject, label: "" }, words))}
          onChange={(subject) => narrow({ subject, uid: 0 })}
          prefix={words.text("office.record.subject")}
        />
        <DatePicker.RangePicker
          allowEmpty={[true, true]}
          aria-label={words.text("office.record.days")}
          onChange={(_days, texts) => narrow({ from: texts?.[0] ?? "", to: texts?.[1] ?? "" })}
        />
        {filter.uid !== 0 && (
          <Button onClick={() => narrow({ uid: 0, subject: "" })}>
            {words.text("office.record.one", { subject: subjectText({ subject: filter.subject, label: "" }, words) })} ✕
          </Button>
        )}
      </div>
      <Listing<AuditLine>
        name="record"
        label={words.text("office.part.record")}
        rows={lines}
        problem={problem}
        empty={words.text(isNarrowed(filter) ? "office.record.noneFound" : "office.record.empty")}
        columns={recordColumns(words, now)}
        keyOf={({ audit }) => String(audit)}
        onEnd={() => void older()}
        file={{ name: words.text("office.part.record") }}
        unfiltered
        acts={(line) => [
          { id: "list.filter", title: "office.act.filter", key: "f", run: () => field.current?.focus() },
          {
            id: "office.undo",
            title: "office.act.takeBack",
            key: "Shift+U",
            cannot: line === null ? noRow : line.undoable ? null : words.text("office.refused.notUndoable"),
            run: () => line?.undoable === true && setUndoing(line),
          },
          {
            id: "office.history",
            title: "office.act.history",
            key: "h",
            cannot: line === null || line.uid === 0 ? noRow : null,
            run: () => line !== null && line.uid !== 0 && narrow({ ...NOTHING, subject: line.subject, uid: line.uid }),
          },
          {
            id: "office.openCase",
            title: "office.act.openCase",
            key: "o",
            cannot: line?.subject === "cases" ? null : words.text("office.record.noCase"),
            run: () => line?.subject === "cases" && go("case", line.uid),
          },
        ]}
        tools={
          more && (
            <Button onClick={() => void older()} data-act="older">
              {words.text("office.record.older")}
            </Button>
          )
        }
        detail={(line) => (
          <>
            <h2>{actText(line, words)}</h2>
            <p>{subjectText(line, words)}</p>
            <p className="office-note">
              {words.text("office.record.who", {
                name: line.name || "—",
                role: roleText(line.role, words),
                machine: line.machine || "—",
                when: `${fullDateText(line.at, words.timeZone, words.language)} ${clockText(line.at, words.timeZone)}`,
              })}
            </p>
            <p>{outcomeText(line.outcome, words)}</p>
            <Note line={line} />
            <Changes line={line} />
            {line.undoable && (
              <Button onClick={() => setUndoing(line)}>
                {words.text("office.act.takeBack")} <kbd>Shift+U</kbd>
              </Button>
            )}
          </>
        )}
      />
      {undoing !== null && (
        <Modal
          open
          title={words.text("office.act.takeBack")}
          okText={words.text("office.act.takeBack")}
          cancelText={words.text("office.sure.no")}
          okButtonProps={{ autoFocus: true }}
          onOk={() => void undo(undoing)}
          onCancel={() => setUndoing(null)}
        >
          <p>
            {words.text("office.record.sure", {
              act: actText(undoing, words),
              subject: subjectText(undoing, words),
            })}
          </p>
          <Changes line={undoing} backwards />
        </Modal>
      )}
    </>
  );
}

const NOTHING = filterOf([]);

function Note({ line }: { readonly line: AuditLine }) {
  const text = noteText(line, useWords());
  return text === null ? null : <p className="record-text">{text}</p>;
}

function roleText(role: string, words: Words): string {
  const known = ROLES.find((each) => each === role);
  return known === undefined ? role || "—" : words.text(`sync.role.${known}`);
}

function recordColumns(words: Words, now: number): readonly ShownColumn<AuditLine>[] {
  return [
    {
      name: "at",
      title: words.text("office.record.at"),
      text: ({ at }) => `${dayText(at, now, words.timeZone, words.language)} ${clockText(at, words.timeZone)}`,
    },
    {
      name: "name",
      title: words.text("office.record.person"),
      text: ({ name, role }) => (role === "" ? name : `${name} · ${roleText(role, words)}`),
    },
    { name: "act", title: words.text("office.record.act"), text: (line) => actText(line, words) },
    { name: "subject", title: words.text("office.record.subject"), text: (line) => subjectText(line, words) },
    {
      name: "outcome",
      title: words.text("office.record.outcome"),
      text: ({ outcome }) => outcomeText(outcome, words),
      draw: ({ outcome }) => (
        <span className={outcome === "done" ? "record-done" : "record-not"}>
          <span aria-hidden="true">{outcome === "done" ? "●" : "▲"}</span> {outcomeText(outcome, words)}
        </span>
      ),
    },
    { name: "machine", title: words.text("office.field.machine"), text: ({ machine }) => machine },
  ];
}
