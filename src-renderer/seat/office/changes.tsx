/** What an act changed: each member as it was and as it is; long texts line by line. */
import type { AuditLine } from "../../../shared/wire/office.ts";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { diffLines } from "./line-diff.ts";
import { changesOf, type Change } from "./record-words.ts";
import { TextDiff } from "./text-diff.tsx";
import "./record.css";

export interface ChangesProps {
  readonly line: Pick<AuditLine, "before" | "after" | "at">;
  /** Shown as taking it back would change it. */
  readonly backwards?: boolean;
}

/** Longer than this, or of several lines, and a text is told line by line. */
const LONG = 120;

export function Changes({ line, backwards = false }: ChangesProps) {
  const words = useWords();
  const changes = changesOf(backwards ? { before: line.after, after: line.before } : line);
  if (changes.length === 0) return null;
  const text = ({ member }: Change, value: string | null) => {
    if (value === null) return "";
    // Instants are written as numbers; whoever reads them wants a date.
    const at = /(?:At|Until)$/.test(member) && /^\d{13}$/.test(value) ? Number(value) : null;
    return at === null ? value : momentText(at, line.at, words.timeZone, words.language);
  };
  return (
    <dl className="changes" aria-label={words.text("office.record.changes")}>
      {changes.map((change) => {
        const [before, after] = [text(change, change.before), text(change, change.after)];
        const long = [before, after].map(pretty);
        return (
          <div key={change.member} data-member={change.member}>
            <dt>{memberText(change.member, words.foreign)}</dt>
            {before.length > LONG || after.length > LONG ? (
              <dd>
                <TextDiff lines={diffLines(long[0] ?? "", long[1] ?? "")} />
              </dd>
            ) : (
              <dd>
                {change.before !== null && <del>{before || "—"}</del>}
                {change.before !== null && change.after !== null && " → "}
                {change.after !== null && <ins>{after || "—"}</ins>}
              </dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}

/** Members that have names in forms; another is called as programs call it. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ name: "office.field.name", nameEn: "office.field.nameEn", shortName: "office.field.shortName" },
  ...{ shortNameEn: "office.field.shortNameEn", groupCode: "office.field.groupCode", contact: "office.field.contact" },
  ...{ id: "office.field.id", login: "office.field.login", role: "office.field.role", active: "office.field.active" },
  ...{ personal: "office.field.personal", restricted: "office.field.restricted", value: "office.field.target" },
  ...{ districts: "office.field.districts", departments: "office.field.departments", body: "office.field.body" },
  ...{ duty: "contacts.field.duty", phone: "contacts.field.phone", note: "contacts.field.note" },
  ...{ department: "contacts.field.department", confirmedAt: "contacts.field.confirmed" },
  ...{ setBy: "office.field.setBy", setAt: "office.field.setAt", indicator: "office.field.indicator" },
};

const memberText = (member: string, say: (key: string) => string): string => {
  const key = NAMED[member];
  return key === undefined ? member : say(key);
};

/** A JSON text over several lines, so that its lines can be told apart; anything else as it is. */
function pretty(text: string): string {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
