/** The form of one record: its fields as they are described, checked as they are typed, kept until they are saved. */
import { Alert, Button, Drawer, Form, Input, Select, Skeleton, Space, Switch } from "antd";
import { useMemo, useRef, useState, type ReactNode } from "react";
import { useWords } from "../../kit/words.ts";
import { FieldHelp } from "../shell/field.tsx";
import { faultOf, type FieldSpec, type FieldValue, type Values } from "./fields.ts";
import { PLAIN, useKeptDraft, type KeptDraft } from "../shell/kept-draft.ts";
import { draftKey, keepable, readKept } from "./form-draft.ts";
import "./forms.css";

export interface RecordFormProps {
  /** Stable name of the form: drafts are kept by it and by the id. */
  readonly form: string;
  /** Id of the record, "" for a new one. */
  readonly id: string;
  readonly title: string;
  readonly specs: readonly FieldSpec[];
  readonly values: Values;
  /** Saves it: the sentence why it was not, or null when it was. */
  readonly onSave: (values: Values) => Promise<string | null>;
  /** It was saved, or left. */
  readonly onDone: () => void;
  /** Above the fields. */
  readonly note?: ReactNode;
  /** Beside the buttons. */
  readonly more?: ReactNode;
}

export function RecordForm(props: RecordFormProps) {
  const words = useWords();
  const draft = useKeptDraft(draftKey(props.form, props.id), PLAIN);
  const leave = () => {
    draft.flush();
    props.onDone();
  };
  return (
    <Drawer
      open
      title={props.title}
      size={520}
      onClose={leave}
      closable={{ "aria-label": words.text("office.form.close") }}
      data-form={props.form}
    >
      {draft.ready ? <Fields {...props} draft={draft} onLeave={leave} /> : <Skeleton active={false} />}
    </Drawer>
  );
}

interface FieldsProps extends RecordFormProps {
  readonly draft: KeptDraft<string | null>;
  readonly onLeave: () => void;
}

function Fields({ id, specs, values, onSave, onDone, onLeave, note, more, draft }: FieldsProps) {
  const words = useWords();
  const [form] = Form.useForm<Record<string, FieldValue>>();
  const [taken] = useState(() => readKept(specs, draft.draft));
  const [restored, setRestored] = useState(taken !== null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const initial = useMemo(() => ({ ...values, ...taken }), [values, taken]);
  const top = useRef<HTMLDivElement>(null);

  const save = async (typed: Record<string, FieldValue>) => {
    setBusy(true);
    setProblem(null);
    const why = await onSave({ ...initial, ...typed });
    setBusy(false);
    if (why !== null) {
      setProblem(why);
      top.current?.scrollIntoView({ block: "nearest" });
      return;
    }
    draft.change(null);
    onDone();
  };
  const forget = () => {
    draft.change(null);
    form.setFieldsValue(values as Record<string, FieldValue>);
    setRestored(false);
  };
  return (
    <Form
      form={form}
      layout="vertical"
      className="record-form"
      initialValues={initial}
      disabled={busy}
      scrollToFirstError={{ focus: true }}
      onFinish={(typed) => void save(typed)}
      onValuesChange={(_changed, all) => draft.change(JSON.stringify(keepable(specs, all)))}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        form.submit();
      }}
    >
      <div ref={top} className="record-top">
        {note}
        {restored && (
          <Alert
            type="info"
            showIcon
            title={words.text("office.form.restored")}
            action={
              <Button size="small" onClick={forget}>
                {words.text("office.form.forget")}
              </Button>
            }
          />
        )}
        {problem !== null && <Alert type="error" showIcon role="alert" title={problem} />}
      </div>
      {specs.map((spec, i) => (
        <Form.Item
          key={spec.name}
          name={spec.name}
          label={<FieldHelp label={words.text(spec.label)} help={words.text(spec.help)} />}
          required={spec.required ?? false}
          {...(spec.kind === "switch" ? { valuePropName: "checked" } : {})}
          rules={[
            {
              validator(_rule, value: FieldValue | undefined) {
                const fault = faultOf(spec, value);
                return fault === null
                  ? Promise.resolve()
                  : Promise.reject(new Error(words.text(fault.key, fault.params)));
              },
            },
          ]}
        >
          {control(spec, id !== "" && spec.fixed === true, i === 0)}
        </Form.Item>
      ))}
      <Space wrap>
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.text("office.form.save")} <kbd>Ctrl+Enter</kbd>
        </Button>
        <Button onClick={onLeave}>
          {words.text("office.form.leave")} <kbd>Esc</kbd>
        </Button>
        {more}
      </Space>
    </Form>
  );
}

/** What a field is typed in. The form hands it its value. */
function control(spec: FieldSpec, fixed: boolean, first: boolean): ReactNode {
  const options = (spec.choices ?? []).map(({ value, label }) => ({ value, label }));
  switch (spec.kind) {
    case "line":
      return <Input maxLength={spec.most ?? 100} disabled={fixed} autoFocus={first && !fixed} autoComplete="off" />;
    case "words":
      return <Input.TextArea maxLength={spec.most ?? 2_000} rows={4} />;
    case "secret":
      return <Input.Password maxLength={spec.most ?? 200} autoComplete="new-password" />;
    case "switch":
      return <Switch disabled={fixed} />;
    case "choice":
      return <Select options={options} showSearch={{ optionFilterProp: "label" }} disabled={fixed} />;
    case "choices":
      return <Select mode="multiple" options={options} showSearch={{ optionFilterProp: "label" }} allowClear />;
  }
}
