/** What a report is to be of, and how far the one that is being made has come. */
import { Alert, Button, Checkbox, Form, Input, Progress, Segmented, Select } from "antd";
import { useState } from "react";
import { periodOf, type PeriodKind } from "../../../shared/evaluation/period-key.ts";
import { REPORT_STEPS, type ReportsValue } from "../../../shared/report.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import { PERIOD_KINDS, periodText } from "../../board/evaluation/periods.ts";
import { useWords } from "../../kit/words.ts";
import { useAct, useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";
import { FieldHelp } from "../shell/field.tsx";
import { choicesOf } from "./choices.ts";

/** Under this key the head of the last report is kept for who is logged in. */
const HEAD_KEY = "reports.head";

interface Head {
  readonly issuer: string;
  readonly number: string;
}

function headOf(note: string | undefined): Head {
  try {
    const { issuer = "", number = "" } = JSON.parse(note ?? "{}") as Partial<Head>;
    return { issuer: String(issuer), number: String(number) };
  } catch {
    return { issuer: "", number: "" };
  }
}

export function MakeForm({ reports }: { readonly reports: ReportsValue | null }) {
  const words = useWords();
  const act = useAct();
  const { notify } = useSeat();
  const [kind, setKind] = useState<PeriodKind>("month");
  const [chosen, setChosen] = useState<string | null>(null);
  const [scheme, setScheme] = useState("");
  const [draft, setDraft] = useState(false);
  const [typed, setTyped] = useState<Partial<Head>>({});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const note = useView({ view: "kept", prefix: HEAD_KEY }).value?.find(({ key }) => key === HEAD_KEY)?.value;
  const head = { ...headOf(note), ...typed };
  const standings = useView({ view: "standings", scheme, period: kind }).value;
  const shown = standings?.shown ?? null;
  const choices = shown === null ? [] : choicesOf(shown.period);
  const fallback = choices.find(({ running }) => !running)?.key ?? choices[0]?.key ?? null;
  const period = chosen !== null && periodOf(chosen)?.kind === kind ? chosen : fallback;
  const running = choices.find(({ key }) => key === period)?.running ?? false;
  const making = reports?.making ?? null;
  const mayMake = reports?.mayMake ?? false;

  const make = async () => {
    if (period === null) return;
    setTrouble(null);
    void act({ do: "keep", key: HEAD_KEY, value: JSON.stringify(head) });
    const { issuer, number } = head;
    const name = shown?.scheme.scheme ?? scheme;
    const result = await act({
      do: "makeReport",
      period,
      scheme: name,
      draft: running && draft,
      language: words.language,
      issuer,
      number,
    });
    if (result.did === "report") notify(words.text("reports.done", { period: periodText(period, words) }), "success");
    else if (result.did === "not") setTrouble(result.trouble);
  };

  return (
    <Form layout="vertical" className="reports-form seat-card" onFinish={() => void make()}>
      <h2>{words.text("reports.make")}</h2>
      <Form.Item label={words.text("reports.kind")}>
        <Segmented
          aria-label={words.text("reports.kind")}
          name="reportKind"
          value={kind}
          onChange={setKind}
          options={PERIOD_KINDS.map((value) => ({ value, label: words.text(`standings.by.${value}`) }))}
        />
      </Form.Item>
      <Form.Item label={words.text("reports.period")} htmlFor="report-period">
        <Select
          id="report-period"
          value={period}
          onChange={setChosen}
          options={choices.map(({ key, running: runs }) => ({
            value: key,
            label: runs ? words.text("reports.running", { period: periodText(key, words) }) : periodText(key, words),
          }))}
        />
      </Form.Item>
      <Form.Item label={words.text("reports.scheme")} htmlFor="report-scheme">
        <Select
          id="report-scheme"
          value={shown?.scheme.scheme ?? null}
          onChange={setScheme}
          options={(standings?.schemes ?? []).map((each) => ({
            value: each.scheme,
            label: each.title[words.language],
            disabled: each.trouble !== null,
          }))}
        />
      </Form.Item>
      <Form.Item
        label={<FieldHelp label={words.text("reports.issuer")} help={words.text("reports.issuer.help")} />}
        htmlFor="report-issuer"
      >
        <Input
          id="report-issuer"
          value={head.issuer}
          maxLength={60}
          onChange={({ target }) => setTyped({ ...typed, issuer: target.value })}
        />
      </Form.Item>
      <Form.Item
        label={<FieldHelp label={words.text("reports.number")} help={words.text("reports.number.help")} />}
        htmlFor="report-number"
      >
        <Input
          id="report-number"
          value={head.number}
          maxLength={60}
          onChange={({ target }) => setTyped({ ...typed, number: target.value })}
        />
      </Form.Item>
      {running && (
        <Form.Item>
          <Checkbox checked={draft} onChange={({ target }) => setDraft(target.checked)}>
            {words.text("reports.draft")}
          </Checkbox>
          <p className="office-note">{words.text("reports.draft.note")}</p>
        </Form.Item>
      )}
      {!mayMake && reports !== null && <Alert type="info" showIcon title={words.text("reports.mayNot")} />}
      {trouble !== null && <Alert type="error" showIcon title={words.trouble(trouble)} />}
      <Button
        type="primary"
        htmlType="submit"
        disabled={!mayMake || making !== null || period === null || (running && !draft)}
      >
        {words.text("reports.make")}
      </Button>
      {making !== null && (
        <div role="status" className="reports-progress" data-step={making.step}>
          <Progress
            percent={Math.round(((REPORT_STEPS.indexOf(making.step) + 1) / (REPORT_STEPS.length + 1)) * 100)}
            showInfo={false}
            aria-label={words.text("reports.making")}
          />
          <span>{words.text(`reports.step.${making.step}`)}</span>
        </div>
      )}
    </Form>
  );
}
