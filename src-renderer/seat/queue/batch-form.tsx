/** The one form of a command on many cases: the fields that the form on a case has, without what is of one case only. */
import { Alert, Button, Form } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import type { QueueLine } from "../../../shared/seat.ts";
import { useWords } from "../../kit/words.ts";
import { useLink, useView } from "../../link/react.ts";
import { COMMANDS, type CaseCommand, type CaseCommandKind, type Field } from "../casework/commands.ts";
import { commandOf, problemsOf } from "../casework/draft.ts";
import type { FieldProps } from "../casework/fields/field.tsx";
import { AnswerByField, ConfirmedField, ScoreField } from "../casework/fields/choice-fields.tsx";
import { DepartmentField } from "../casework/fields/department-field.tsx";
import { DuplicateField } from "../casework/fields/duplicate-field.tsx";
import { LimitField } from "../casework/fields/limit-field.tsx";
import { WordsField } from "../casework/fields/words-field.tsx";
import { useConditions } from "../casework/use-case.ts";
import { useCommandDraft } from "../casework/use-draft.ts";
import { bothTitles } from "../casework/titles.ts";
import { useSeatActs } from "../shell/acts.ts";

const NOTHING: readonly never[] = [];
const NO_BLANKS = {};

export interface BatchFormProps {
  readonly kind: CaseCommandKind;
  readonly lines: readonly QueueLine[];
  readonly onSend: (command: CaseCommand) => void;
  readonly onLeave: () => void;
}

export function BatchForm({ kind, lines, onSend, onLeave }: BatchFormProps) {
  const words = useWords();
  const link = useLink();
  const departments = useView({ view: "departments" }).value ?? NOTHING;
  const known = useMemo(() => new Map(departments.map((row) => [row.uid, row])), [departments]);
  const [first] = lines;
  const files = kind === "file";
  const found = useView({ view: "case", uid: files ? (first?.uid ?? 0) : 0 }).value;
  const conditions = useConditions(found?.record ?? null, files);
  const { draft, loading, kept, change } = useCommandDraft(`draft/batch/${kind}`);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const world = {
    uid: 0,
    departments: new Set(known.keys()),
    owner: 0,
    timeZone: words.timeZone,
    now: link.hubNow() ?? 0,
  };
  const { fields } = COMMANDS[kind];
  const what = words.text(`command.${kind}`);
  const problems = problemsOf(kind, draft, world);
  const wrong = fields.filter((field) => problems[field] !== undefined);

  const send = () => {
    setTried(true);
    const [field] = wrong;
    if (field === undefined) onSend(commandOf(kind, draft, { suggested: 0, timeZone: words.timeZone }));
    else form.current?.querySelector<HTMLElement>(`[data-field=${field}] :is(textarea, input)`)?.focus();
  };
  useSeatActs([
    {
      ...{ id: "list.sendBatch", group: "list", key: "Control+Enter" },
      title: words.text("queue.batch.sendAct"),
      titles: bothTitles("queue.batch.sendAct"),
      run: send,
    },
    {
      ...{ id: "list.leaveBatch", group: "list", key: "Escape" },
      title: words.text("queue.batch.leave"),
      titles: bothTitles("queue.batch.leave"),
      run: onLeave,
    },
  ]);
  useEffect(() => {
    if (!loading) form.current?.querySelector<HTMLElement>("textarea, input, [data-act=send]")?.focus();
  }, [loading]);
  if (loading) return null;
  const shown = (field: Field): FieldProps => ({
    draft,
    change,
    id: `batch-${kind}-${field}`,
    problem: tried || problems[field] === "departmentGone" ? (problems[field] ?? null) : null,
  });
  return (
    <div ref={form} className="queue-batch-form" data-command={kind}>
      <Form layout="vertical" onFinish={send}>
        {fields.map(fieldOf)}
        {tried && wrong.length > 0 && (
          <Alert type="error" showIcon role="alert" title={words.text("queue.batch.wrong", { count: wrong.length })} />
        )}
        <footer className="queue-batch-foot">
          <Button type="primary" data-act="send" onClick={send}>
            {words.text("queue.batch.send", { what, count: lines.length })} <kbd>Ctrl+Enter</kbd>
          </Button>
          <Button onClick={onLeave}>
            {words.text("queue.batch.leave")} <kbd>Esc</kbd>
          </Button>
          {fields.length > 0 && (
            <small role="status">{words.text(kept ? "queue.batch.kept" : "queue.batch.typing")}</small>
          )}
        </footer>
      </Form>
    </div>
  );

  function fieldOf(field: Field) {
    switch (field) {
      case "department":
        return (
          <DepartmentField key={field} {...shown(field)} suggestions={NOTHING} departments={known} autoFocus={false} />
        );
      case "limit":
        return <LimitField key={field} {...shown(field)} conditions={conditions} />;
      case "confirmed":
        return <ConfirmedField key={field} {...shown(field)} />;
      case "of":
        return first === undefined ? null : (
          <DuplicateField key={field} {...shown(field)} line={first} near={NOTHING} />
        );
      case "score":
        return <ScoreField key={field} {...shown(field)} />;
      case "answerBy":
        return <AnswerByField key={field} {...shown(field)} />;
      case "reason":
      case "opinion":
      case "reply":
      case "note":
        return (
          <WordsField
            key={field}
            {...shown(field)}
            field={field}
            kind={kind}
            templates={NOTHING}
            blanks={NO_BLANKS}
            autoFocus={false}
          />
        );
    }
  }
}
