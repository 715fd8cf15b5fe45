/** One handover that was written: its document, its note, and its signature. */
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { ROLES } from "../../../shared/roles.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { FieldHelp } from "../shell/field.tsx";
import { bodyOf } from "./body.ts";
import { HandoverDocument } from "./document.tsx";

export interface WrittenProps {
  readonly row: RecordOf<"handovers">;
  readonly now: number;
  /** Who looks at it wrote it. */
  readonly own: boolean;
  /** It is unfolded from the beginning. */
  readonly open: boolean;
  readonly onSign: (note: string) => void;
  readonly onOpen: (uid: number) => void;
}

export function Written({ row, now, own, open, onSign, onOpen }: WrittenProps) {
  const words = useWords();
  const [note, type] = useState("");
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const body = bodyOf(row.body);
  const role = ROLES.find((each) => each === row.role);
  return (
    <details className="handover-written" open={open} data-signed={row.signedAt !== null}>
      <summary>
        {words.text("handover.by", {
          by: row.writtenBy,
          role: role === undefined ? row.role : words.text(`role.${role}`),
          at: moment(row.writtenAt),
        })}{" "}
        <strong>
          {row.signedAt === null
            ? words.text("handover.unsigned")
            : words.text("handover.signed", { by: row.signedBy, at: moment(row.signedAt) })}
        </strong>
      </summary>
      {body === null ? (
        <p role="alert">{words.text("handover.broken")}</p>
      ) : (
        <HandoverDocument body={body} now={now} onOpen={onOpen} />
      )}
      {row.note !== "" && (
        <>
          <h3>{words.text("handover.note")}</h3>
          <p className="handover-words">{row.note}</p>
        </>
      )}
      {row.signNote !== "" && (
        <>
          <h3>{words.text("handover.signNote")}</h3>
          <p className="handover-words">{row.signNote}</p>
        </>
      )}
      {row.signedAt === null &&
        (own ? (
          <p className="seat-note">{words.text("handover.own")}</p>
        ) : (
          <Form layout="vertical" onFinish={() => onSign(note)}>
            <Form.Item
              label={<FieldHelp label={words.text("handover.signNote")} help={words.text("handover.signNote.help")} />}
              htmlFor={`handover-sign-${row.uid}`}
            >
              <Input.TextArea
                id={`handover-sign-${row.uid}`}
                value={note}
                maxLength={2_000}
                rows={2}
                onChange={({ target }) => type(target.value)}
              />
            </Form.Item>
            <Button type="primary" htmlType="submit">
              {words.text("handover.sign")}
            </Button>
          </Form>
        ))}
    </details>
  );
}
