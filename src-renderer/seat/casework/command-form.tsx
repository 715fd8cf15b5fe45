/** The form of one command: its fields, what is wrong with each, and sending it. What is typed is kept all the time. */
import { Alert, Button, Form } from "antd";
import { useEffect, useRef, useState } from "react";
import type { FilingCondition } from "../../../shared/case/classes.ts";
import type { Template, TemplateBlank } from "../../../shared/rules/templates.ts";
import type { Suggestion } from "../../../shared/seat.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { AroundValue, CaseLine } from "../../../shared/view.ts";
import type { DeskRefusal } from "../../../shared/wire/desk.ts";
import { useWords } from "../../kit/words.ts";
import { useSeatActs } from "../shell/acts.ts";
import { strokeText } from "../shell/keys.ts";
import { COMMANDS, type CaseCommand, type CaseCommandKind, type Field } from "./commands.ts";
import { commandOf, problemsOf, type CommandDraft, type DraftWorld } from "./draft.ts";
import { AnswerByField, ConfirmedField, ScoreField } from "./fields/choice-fields.tsx";
import { DepartmentField } from "./fields/department-field.tsx";
import { DuplicateField } from "./fields/duplicate-field.tsx";
import { LimitField } from "./fields/limit-field.tsx";
import { WordsField } from "./fields/words-field.tsx";
import { bothTitles } from "./titles.ts";
import type { Claiming } from "./use-claim.ts";
import { ClaimedBy } from "./others.tsx";
import { draftKey, useCommandDraft } from "./use-draft.ts";

export interface CommandFormProps {
  readonly kind: CaseCommandKind;
  readonly line: CaseLine;
  readonly world: DraftWorld;
  readonly departments: ReadonlyMap<number, RecordOf<"departments">>;
  readonly suggestions: readonly Suggestion[];
  readonly conditions: readonly FilingCondition[];
  readonly near: AroundValue["cases"];
  readonly templates: readonly Template[];
  readonly blanks: Readonly<Partial<Record<TemplateBlank, string>>>;
  /** What the form begins with beside what was kept, e.g. the department that was chosen by its key. */
  readonly begin: CommandDraft;
  readonly claiming: Claiming;
  /** Why it would be refused as the case stands now, e.g. because somebody else moved it on; null while it would not. */
  readonly cannot: DeskRefusal | null;
  readonly onSend: (command: CaseCommand) => void;
  readonly onLeave: () => void;
}

export function CommandForm(props: CommandFormProps) {
  const words = useWords();
  const { kind, line, world, suggestions, conditions, begin } = props;
  const { fields } = COMMANDS[kind];
  const { draft, loading, kept, change } = useCommandDraft(draftKey(line.uid, kind));
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const problems = problemsOf(kind, draft, world);
  const wrong = fields.filter((field) => problems[field] !== undefined);

  // What was chosen by a key goes into the form once what was kept has been read, and anew with each key.
  const begun = useRef<CommandDraft | null>(null);
  useEffect(() => {
    if (loading || begun.current === begin) return;
    begun.current = begin;
    if (Object.keys(begin).length === 0) return;
    change(begin);
    if (begin.department !== undefined) form.current?.querySelector<HTMLElement>("[data-act=send]")?.focus();
  }, [loading, begin, change]);

  // The only published condition of a class is chosen by itself, as soon as it is known and before anything is typed.
  const [only] = conditions;
  const fills = kind === "file" && !loading && conditions.length === 1;
  const untouched = draft.limitValue === undefined && draft.condition === undefined;
  useEffect(() => {
    if (!fills || !untouched || only === undefined) return;
    change({ condition: only.id, limitValue: only.limit.value, limitType: only.limit.type });
  }, [fills, untouched, only, change]);

  const send = () => {
    setTried(true);
    const [first] = wrong;
    if (first === undefined) {
      props.onSend(commandOf(kind, draft, { suggested: suggestions[0]?.department ?? 0, timeZone: world.timeZone }));
      return;
    }
    const field = form.current?.querySelector(`[data-field=${first}]`);
    field?.querySelector<HTMLElement>("textarea, input")?.focus();
  };
  useSeatActs([
    {
      ...{ id: "case.send", group: "case", key: "Control+Enter" },
      title: words.text("casework.send"),
      titles: bothTitles("casework.send"),
      run: send,
    },
    {
      ...{ id: "case.leave", group: "case", key: "Escape" },
      title: words.text("casework.leave"),
      titles: bothTitles("casework.leave"),
      run: props.onLeave,
    },
  ]);

  const id = (field: Field) => `command-${kind}-${field}`;
  const shown = (field: Field) => ({
    draft,
    change,
    id: id(field),
    // A department that is gone is told at once; anything else once somebody has tried to send.
    problem: tried || problems[field] === "departmentGone" ? (problems[field] ?? null) : null,
  });
  return (
    <section
      ref={form}
      className="casework-card casework-form"
      data-card="form"
      data-command={kind}
      // Before the field hears it: a list that is open would take it for a choice.
      onKeyDownCapture={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        send();
      }}
    >
      <h2>
        {words.text(`command.${kind}`)} <kbd>{strokeText(COMMANDS[kind].key)}</kbd>
      </h2>
      <ClaimedBy claiming={props.claiming} />
      {props.cannot !== null && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={words.text("casework.cannot", { why: words.refusal(props.cannot) })}
        />
      )}
      {!loading && (
        <Form layout="vertical" onFinish={send}>
          {fields.map((field, i) => (
            <FieldOf key={field} field={field} first={i === 0} form={props} shown={shown(field)} />
          ))}
          {tried && wrong.length > 0 && (
            <Alert type="error" showIcon title={words.text("casework.wrong", { count: wrong.length })} role="alert" />
          )}
          <footer className="casework-foot">
            <Button type="primary" data-act="send" onClick={send}>
              {words.text("casework.send")} <kbd>Ctrl+Enter</kbd>
            </Button>
            <Button onClick={props.onLeave}>
              {words.text("casework.leave")} <kbd>Esc</kbd>
            </Button>
            <small role="status">{words.text(kept ? "casework.draft.kept" : "casework.draft.typing")}</small>
          </footer>
        </Form>
      )}
    </section>
  );
}

interface FieldOfProps {
  readonly field: Field;
  readonly first: boolean;
  readonly form: CommandFormProps;
  readonly shown: Parameters<typeof ConfirmedField>[0];
}

function FieldOf({ field, first, form, shown }: FieldOfProps) {
  switch (field) {
    case "department":
      return (
        <DepartmentField {...shown} suggestions={form.suggestions} departments={form.departments} autoFocus={first} />
      );
    case "limit":
      return <LimitField {...shown} conditions={form.conditions} />;
    case "confirmed":
      return <ConfirmedField {...shown} />;
    case "of":
      return <DuplicateField {...shown} line={form.line} near={form.near} />;
    case "score":
      return <ScoreField {...shown} />;
    case "answerBy":
      return <AnswerByField {...shown} />;
    case "reason":
    case "opinion":
    case "reply":
    case "note":
      return (
        <WordsField
          {...shown}
          field={field}
          kind={form.kind}
          templates={form.templates}
          blanks={form.blanks}
          autoFocus={first}
        />
      );
  }
}
