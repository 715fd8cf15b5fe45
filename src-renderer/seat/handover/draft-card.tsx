/** The handover of the running shift: written by the program, with what somebody adds by hand. */
import { Button, DatePicker, Form, Input } from "antd";
import dayjs from "dayjs";
import { instantOf, localTime } from "../../../shared/evaluation/period.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { FieldHelp } from "../shell/field.tsx";
import { HandoverDocument } from "./document.tsx";

export interface DraftCardProps {
  readonly fromAt: number;
  readonly now: number;
  readonly note: string;
  readonly onFrom: (at: number) => void;
  readonly onNote: (note: string) => void;
  readonly onWrite: () => void;
  readonly onOpen: (uid: number) => void;
}

export function DraftCard({ fromAt, now, note, onFrom, onNote, onWrite, onOpen }: DraftCardProps) {
  const words = useWords();
  const { value: body, trouble } = useView({ view: "handoverDraft", fromAt });
  const { year, month, day, hour, minute } = localTime(fromAt, words.timeZone);
  const late = fromAt >= now;
  return (
    <section className="seat-card" aria-label={words.text("handover.draft")}>
      <h2>{words.text("handover.draft")}</h2>
      <Form layout="vertical" onFinish={onWrite}>
        <Form.Item
          label={<FieldHelp label={words.text("handover.since")} help={words.text("handover.since.help")} />}
          htmlFor="handover-since"
          {...(late ? { validateStatus: "error" as const, help: words.text("handover.since.future") } : {})}
        >
          <DatePicker
            id="handover-since"
            allowClear={false}
            showTime={{ format: "HH:mm" }}
            format="YYYY-MM-DD HH:mm"
            value={dayjs(new Date(year, month - 1, day, hour, minute))}
            onChange={(at) => {
              if (at === null) return;
              onFrom(instantOf(words.timeZone, at.year(), at.month() + 1, at.date(), at.hour(), at.minute()));
            }}
          />
        </Form.Item>
        {trouble !== null && <p role="alert">{words.trouble(trouble)}</p>}
        {body !== null && <HandoverDocument body={body} now={now} onOpen={onOpen} />}
        <Form.Item
          label={<FieldHelp label={words.text("handover.note")} help={words.text("handover.note.help")} />}
          htmlFor="handover-note"
        >
          <Input.TextArea
            id="handover-note"
            value={note}
            maxLength={2_000}
            rows={5}
            onChange={({ target }) => onNote(target.value)}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" disabled={body === null || late}>
          {words.text("handover.write")}
        </Button>
      </Form>
    </section>
  );
}
