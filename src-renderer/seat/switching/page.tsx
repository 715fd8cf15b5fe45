/**
 * 切换规则: which scene walls come to by a case, an alarm or the clock; tried on a day that is over before they are put in force.
 *
 * Rules (docs/rules.md): X73, X74.
 */
import { Alert, Button, Empty, Segmented, Skeleton, Space } from "antd";
import { useDeferredValue, useId, useMemo, useRef, useState } from "react";
import { mayRule } from "../../../shared/rights.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { draftKey } from "../office/form-draft.ts";
import { diffLines } from "../office/line-diff.ts";
import { useActMaker } from "../office/make-act.ts";
import { readableBody, readRuleDraft, ruleFault, titleOf } from "../office/rule-check.ts";
import { RuleText } from "../office/rule-text.tsx";
import { TextDiff } from "../office/text-diff.tsx";
import { useTold } from "../office/told.ts";
import { useSeatActs } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { PLAIN, useKeptDraft, type KeptDraft } from "../shell/kept-draft.ts";
import { hashOf, type Route } from "../shell/route.ts";
import { DryRun } from "./dry-run.tsx";
import { readDirection, textOfDirection } from "./edit.ts";
import { useRuleNames } from "./names.ts";
import { Rules } from "./rules.tsx";
import "../office/office.css";
import "../office/rules.css";
import "./switching.css";

const FIRST = "hall";

/** `#/switching` or, for one file, `#/switching/NAME`. */
export function SwitchingPage({ route }: { readonly route: Route }) {
  const words = useWords();
  const view = useView({ view: "ruleFiles", kind: "direction" });
  const files = view.value;
  const asked = route.rest[0] ?? FIRST;
  const file = files?.find(({ name }) => name === asked) ?? files?.[0];
  return (
    <div className="board-page switching" data-page="switching">
      <header className="board-head">
        <h1>{words.text("switching.title")}</h1>
        <p>{words.text("switching.about")}</p>
      </header>
      {view.trouble !== null && <Alert type="error" showIcon title={words.trouble(view.trouble)} />}
      {files !== null && files.length > 1 && (
        <nav className="office-parts" aria-label={words.text("switching.files")}>
          {files.map(({ name, body }) => {
            const title = titleOf(body);
            return (
              <a
                key={name}
                href={hashOf({ page: "switching", rest: [name] })}
                aria-current={name === file?.name ? "page" : undefined}
              >
                {title === null ? name : words.name(title)}
              </a>
            );
          })}
        </nav>
      )}
      {files === null ? (
        <Skeleton active={false} />
      ) : file === undefined ? (
        <Empty description={words.text("switching.none")} />
      ) : (
        <Opened key={file.name} file={file} />
      )}
    </div>
  );
}

function Opened({ file }: { readonly file: RecordOf<"rules"> }) {
  // The same draft as the office's, where the text of every rule file can be changed.
  const draft = useKeptDraft(draftKey("rule", `direction.${file.name}`), PLAIN);
  return draft.ready ? <Editor file={file} draft={draft} /> : <Skeleton active={false} />;
}

interface EditorProps {
  readonly file: RecordOf<"rules">;
  readonly draft: KeptDraft<string | null>;
}

function Editor({ file: { name, body, hash, trouble }, draft }: EditorProps) {
  const words = useWords();
  const desk = useSeat();
  const tell = useTold();
  const make = useActMaker();
  const names = useRuleNames();
  const field = useRef<HTMLTextAreaElement>(null);
  const faultId = useId();
  const inForce = useMemo(() => readableBody(body), [body]);
  const kept = useMemo(() => readRuleDraft(draft.draft), [draft.draft]);
  const text = kept?.text ?? inForce;
  const base = kept?.hash ?? hash;
  const [asText, setAsText] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const judged = useDeferredValue(text);
  const fault = useMemo(() => ruleFault("direction", name, judged), [name, judged]);
  const direction = useMemo(() => readDirection(text), [text]);
  const changed = text !== inForce;
  const may = mayRule(desk.role, "direction") && desk.may("putRule");
  const type = (next: string) => {
    setProblem(null);
    draft.change(next === inForce ? null : JSON.stringify({ text: next, hash: base }));
  };
  const cannotSend = !may
    ? words.refusal("notAllowed")
    : !changed
      ? words.text("office.rules.same")
      : fault === null
        ? null
        : words.text("office.rules.faulty");
  const send = async () => {
    if (busy || cannotSend !== null) return;
    setBusy(true);
    const why = tell(await desk.ask({ ask: "putRule", kind: "direction", name, body: text }).answer);
    setBusy(false);
    setProblem(why);
    if (why !== null) return;
    draft.change(null);
    desk.notify(words.text("office.rules.sent", { name }), "success");
  };
  useSeatActs(
    make([
      {
        id: "switching.send",
        title: "office.act.sendRule",
        key: "Control+Enter",
        cannot: cannotSend,
        run: () => void send(),
      },
      { id: "switching.text", title: "switching.act.text", key: "t", run: () => setAsText(!asText) },
    ]),
  );
  const titles = (rule: string) => {
    const found = direction?.rules.find(({ id }) => id === rule)?.title;
    return found === undefined ? rule : found[words.language];
  };
  return (
    <>
      <Space wrap>
        <Segmented
          value={asText || direction === null ? "text" : "list"}
          aria-label={words.text("office.rules.how")}
          options={[
            { value: "list", label: words.text("switching.asList"), disabled: direction === null },
            { value: "text", label: words.text("office.rules.asText") },
          ]}
          onChange={(how) => setAsText(how === "text")}
        />
        <Button
          type="primary"
          loading={busy}
          disabled={cannotSend !== null}
          title={cannotSend ?? undefined}
          data-act="send-rules"
          onClick={() => void send()}
        >
          {words.text("office.act.sendRule")} <kbd>Ctrl+Enter</kbd>
        </Button>
        <Button disabled={!changed} onClick={() => type(inForce)}>
          {words.text("office.rules.afresh")}
        </Button>
      </Space>
      <div id={faultId} role="status">
        {fault === null ? (
          <p className="rule-well">● {words.text(changed ? "switching.changed" : "office.rules.unchanged")}</p>
        ) : (
          <Alert
            type="error"
            showIcon
            title={
              fault.trouble === null
                ? words.text("switching.noJson", { line: fault.line })
                : words.trouble(fault.trouble)
            }
          />
        )}
      </div>
      {trouble !== "" && <Alert type="warning" showIcon title={words.trouble(JSON.parse(trouble))} />}
      {problem !== null && <Alert type="error" showIcon role="alert" title={problem} />}
      {changed && base !== hash && <Alert type="warning" showIcon title={words.text("office.rules.moved")} />}
      {asText || direction === null ? (
        <div className="rule-columns">
          <RuleText text={text} onText={type} fault={fault?.line ?? 0} describedBy={faultId} field={field} />
          <aside aria-label={words.text("office.rules.changes")}>
            <h3>{words.text("office.rules.changes")}</h3>
            <Difference before={inForce} after={judged} />
          </aside>
        </div>
      ) : (
        <Rules
          file={name}
          direction={direction}
          names={names}
          may={may}
          onChange={(next) => type(textOfDirection(next))}
        />
      )}
      <DryRun
        text={text}
        cannot={fault === null ? null : words.text("office.rules.faulty")}
        titleOf={titles}
        names={names}
      />
    </>
  );
}

function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  return <TextDiff lines={lines} />;
}
