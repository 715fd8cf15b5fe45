/** Until when, or to whom: what snoozing, shelving and forwarding ask. Each is a form that Enter sends and Escape leaves. */
import { DatePicker, Form, Input, Modal, Radio, Select } from "antd";
import { ROLES, type Role } from "../../../shared/roles.ts";
import { instantOf } from "../../../shared/evaluation/period.ts";
import { useWords } from "../../kit/words.ts";
import type { MarkDetails } from "./marks.ts";

export type Asking = "snooze" | "shelve" | "forward";
const SNOOZES = [5, 15, 30, 60] as const;
const MINUTE = 60_000;

/** What a date field hands out, as far as it is read here. */
interface Picked {
  year(): number;
  month(): number;
  date(): number;
  hour(): number;
  minute(): number;
}

interface Filled {
  readonly minutes?: number;
  readonly until?: Picked;
  readonly to?: Role;
  readonly note?: string;
}

export interface MarkDialogProps {
  /** What is asked for; null for nothing, then no dialog is there. */
  readonly asking: Asking | null;
  /** Hub time, epoch ms. */
  readonly now: () => number;
  readonly onSend: (asking: Asking, details: MarkDetails) => void;
  readonly onClose: () => void;
}

/** The instant of what a date field shows, read in the city's zone and not in this machine's. */
export function instantIn(picked: Picked, timeZone: string): number {
  return instantOf(timeZone, picked.year(), picked.month() + 1, picked.date(), picked.hour(), picked.minute());
}

export function MarkDialog({ asking, now, onSend, onClose }: MarkDialogProps) {
  const words = useWords();
  const [form] = Form.useForm<Filled>();
  if (asking === null) return null;
  const send = ({ minutes = SNOOZES[1], until, to, note = "" }: Filled) => {
    const at =
      asking === "snooze"
        ? now() + minutes * MINUTE
        : until === undefined
          ? undefined
          : instantIn(until, words.timeZone);
    onSend(asking, {
      note,
      ...(asking === "forward" || at === undefined ? {} : { until: at }),
      ...(to === undefined ? {} : { to }),
    });
  };
  const later = async (_rule: unknown, picked: Picked | undefined | null): Promise<void> => {
    if (picked === undefined || picked === null) throw new Error(words.text("alarms.shelve.missing"));
    if (instantIn(picked, words.timeZone) <= now()) throw new Error(words.text("alarms.shelve.past"));
  };
  return (
    <Modal
      open
      title={words.text(`alarms.${asking}.title`)}
      okText={words.text("alarms.send")}
      cancelText={words.text("alarms.cancel")}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ minutes: SNOOZES[1] }}
        onFinish={send}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || asking === "snooze")) form.submit();
        }}
      >
        {asking === "snooze" && (
          <Form.Item name="minutes" label={words.text("alarms.snooze.title")}>
            <Radio.Group
              optionType="button"
              options={SNOOZES.map((minutes) => ({
                value: minutes,
                label: words.text("alarms.snooze.minutes", { minutes }),
              }))}
            />
          </Form.Item>
        )}
        {asking === "shelve" && (
          <Form.Item name="until" label={words.text("alarms.shelve.until")} rules={[{ validator: later }]}>
            <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" autoFocus style={{ width: "100%" }} />
          </Form.Item>
        )}
        {asking === "forward" && (
          <Form.Item
            name="to"
            label={words.text("alarms.forward.role")}
            rules={[{ required: true, message: words.text("alarms.forward.missing") }]}
          >
            <Select<Role>
              autoFocus
              options={ROLES.filter((role) => role !== "wall").map((role) => ({
                value: role,
                label: words.text(`role.${role}`),
              }))}
            />
          </Form.Item>
        )}
        <Form.Item name="note" label={words.text("alarms.note")} extra={words.text("alarms.note.help")}>
          <Input.TextArea maxLength={500} rows={3} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
