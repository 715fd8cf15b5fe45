/** One rule: its text, what is wrong with it as it is typed, what would change, and giving it to the hub or taking it back. */
import { Alert, Button, Modal, Segmented, Skeleton, Space } from "antd";
import { useDeferredValue, useId, useMemo, useRef, useState } from "react";
import type { RuleKind } from "../../../shared/rules/check.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useSeatActs } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { CalendarForm } from "./calendar-form.tsx";
import { rawCalendar, textOfCalendar } from "./calendar-edit.ts";
import { PLAIN, useKeptDraft, type KeptDraft } from "../shell/kept-draft.ts";
import { draftKey } from "./form-draft.ts";
import { diffLines } from "./line-diff.ts";
import { useActMaker } from "./make-act.ts";
import { readableBody, readRuleDraft, ruleFault, titleOf, type RuleFault } from "./rule-check.ts";
import { goToLine, RuleText } from "./rule-text.tsx";
import { TextDiff } from "./text-diff.tsx";
import { useTold } from "./told.ts";
import "./rules.css";

type Rule = RecordOf<"rules">;

export interface RuleEditorProps {
  readonly kind: RuleKind;
  readonly name: string;
}

export function RuleEditor({ kind, name }: RuleEditorProps) {
  const words = useWords();
  const view = useView({ view: "ruleFiles", kind });
  const draft = useKeptDraft(draftKey("rule", `${kind}.${name}`), PLAIN);
  if (view.value === null || !draft.ready) return <Skeleton active={false} />;
  const rule = view.value.find((each) => each.name === name) ?? null;
  if (rule === null && draft.draft === null) {
    return <Alert type="warning" showIcon title={words.text("office.rules.unknown", { name })} />;
  }
  return <Editor key={`${kind} ${name}`} kind={kind} name={name} rule={rule} draft={draft} />;
}

interface EditorProps extends RuleEditorProps {
  /** As it is in force; null for one that is not there yet. */
  readonly rule: Rule | null;
  readonly draft: KeptDraft<string | null>;
}

function Editor({ kind, name, rule, draft }: EditorProps) {
  const words = useWords();
  const desk = useSeat();
  const tell = useTold();
  const make = useActMaker();
  const field = useRef<HTMLTextAreaElement>(null);
  const faultId = useId();
  const inForce = useMemo(() => readableBody(rule?.body ?? ""), [rule?.body]);
  const [taken] = useState(() => readRuleDraft(draft.draft));
  // Null while nothing was changed: then what is in force is shown, also when it becomes another.
  const [edit, setEdit] = useState(taken);
  const text = edit?.text ?? inForce;
  const hash = rule?.hash ?? "";
  // The version that the text was begun from: another one in force meanwhile is told.
  const base = edit?.hash ?? hash;
  const [asForm, setAsForm] = useState(kind === "calendars");
  const [busy, setBusy] = useState(false);
  const [resetting, setResetting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // Large tables take a moment to check: typing goes before it.
  const judged = useDeferredValue(text);
  const fault = useMemo(() => ruleFault(kind, name, judged), [kind, name, judged]);
  const changed = text !== inForce;
  const calendar = asForm ? rawCalendar(text) : null;

  const type = (next: string) => {
    setEdit({ text: next, hash: base });
    setProblem(null);
    draft.change(JSON.stringify({ text: next, hash: base }));
  };
  const afresh = () => {
    draft.change(null);
    setEdit(null);
    setProblem(null);
  };
  const leave = () => {
    draft.flush();
    desk.go("office", "rules", kind);
  };
  const send = async () => {
    if (busy || !changed || ruleFault(kind, name, text) !== null) return;
    setBusy(true);
    const why = tell(await desk.ask({ ask: "putRule", kind, name, body: text }).answer);
    setBusy(false);
    setProblem(why);
    if (why !== null) return;
    draft.change(null);
    desk.notify(words.text("office.rules.sent", { name }), "success");
    leave();
  };
  const reset = async () => {
    setResetting(false);
    const why = tell(await desk.ask({ ask: "resetRule", kind, name }).answer);
    setProblem(why);
    if (why !== null) return;
    draft.change(null);
    desk.notify(words.text("office.rules.wasReset", { name }), "success");
    leave();
  };
  useSeatActs(
    make([
      { id: "office.back", title: "office.act.back", key: "Escape", run: leave },
      {
        id: "office.sendRule",
        title: "office.act.sendRule",
        key: "Control+Enter",
        cannot: !changed ? words.text("office.rules.same") : fault === null ? null : words.text("office.rules.faulty"),
        run: () => void send(),
      },
    ]),
  );
  const title = titleOf(rule?.body ?? text);
  return (
    <section
      className="rule-editor"
      aria-label={words.text("office.rules.edit", { name })}
      data-rule={`${kind}/${name}`}
    >
      <header>
        <h2>
          {title === null ? name : words.name(title)}{" "}
          <small>
            {kind}/{name} {rule?.version} {rule?.hash.slice(0, 8)}
          </small>
        </h2>
        {kind === "calendars" && (
          <Segmented
            value={asForm ? "form" : "text"}
            aria-label={words.text("office.rules.how")}
            options={[
              { value: "form", label: words.text("office.rules.asForm") },
              { value: "text", label: words.text("office.rules.asText") },
            ]}
            onChange={(how) => setAsForm(how === "form")}
          />
        )}
        <Space wrap>
          <Button type="primary" loading={busy} disabled={!changed || fault !== null} onClick={() => void send()}>
            {words.text("office.act.sendRule")} <kbd>Ctrl+Enter</kbd>
          </Button>
          <Button disabled={!changed} onClick={afresh}>
            {words.text("office.rules.afresh")}
          </Button>
          <Button danger disabled={rule === null} onClick={() => setResetting(true)}>
            {words.text("office.rules.reset")}
          </Button>
          <Button onClick={leave}>
            {words.text("office.act.back")} <kbd>Esc</kbd>
          </Button>
        </Space>
      </header>
      <div id={faultId} role="status">
        {fault === null ? (
          <p className="rule-well">● {words.text(changed ? "office.rules.sendable" : "office.rules.unchanged")}</p>
        ) : (
          <Alert
            type="error"
            showIcon
            title={<FaultText fault={fault} />}
            action={
              fault.line > 0 && !asForm ? (
                <Button size="small" onClick={() => field.current && goToLine(field.current, fault.line)}>
                  {words.text("office.rules.goTo", { line: fault.line })}
                </Button>
              ) : undefined
            }
          />
        )}
      </div>
      {problem !== null && <Alert type="error" showIcon role="alert" title={problem} />}
      {changed && base !== hash && rule !== null && (
        <Alert type="warning" showIcon title={words.text("office.rules.moved")} />
      )}
      <div className="rule-columns">
        {asForm && calendar !== null ? (
          <CalendarForm calendar={calendar} onChange={(next) => type(textOfCalendar(next))} />
        ) : (
          <RuleText text={text} onText={type} fault={fault?.line ?? 0} describedBy={faultId} field={field} />
        )}
        <aside aria-label={words.text("office.rules.changes")}>
          <h3>{words.text("office.rules.changes")}</h3>
          <Difference before={inForce} after={judged} />
        </aside>
      </div>
      {resetting && (
        <Modal
          open
          title={words.text("office.rules.reset")}
          okText={words.text("office.rules.reset")}
          cancelText={words.text("office.sure.no")}
          okButtonProps={{ danger: true, autoFocus: true }}
          onOk={() => void reset()}
          onCancel={() => setResetting(false)}
        >
          <p>{words.text("office.rules.sureReset", { name })}</p>
        </Modal>
      )}
    </section>
  );
}

function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  return <TextDiff lines={lines} />;
}

function FaultText({ fault }: { readonly fault: RuleFault }) {
  const words = useWords();
  if ("tooLong" in fault) return <>{words.text("office.rules.tooLong", { found: fault.tooLong })}</>;
  if (fault.trouble === null) {
    return <>{words.text("office.rules.noJson", { line: fault.line, column: fault.column })}</>;
  }
  return <>{words.text("office.rules.faultAt", { line: fault.line, sentence: words.trouble(fault.trouble) })}</>;
}
