/** Whom to call at the department, and how long ago somebody last made sure of it. */
import { Button } from "antd";
import type { ContactLine } from "../../../shared/seat.ts";
import { dayText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useSeatActs } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { PAGE_KEYS } from "./page-keys.ts";
import { bothTitles } from "./titles.ts";

const DAY = 86_400_000;
/** A contact that nobody has made sure of for longer is told as old, days. */
export const OLD_DAYS = 90;

/** Whole days since somebody made sure of a contact; null for never. */
export function contactDays({ confirmedAt }: Pick<ContactLine, "confirmedAt">, now: number): number | null {
  return confirmedAt === null ? null : Math.max(0, Math.floor((now - confirmedAt) / DAY));
}

interface ContactPanelProps {
  /** uid; 0 none. */
  readonly department: number;
  readonly name: string;
  /** Hub time, epoch ms. */
  readonly now: number;
}

export function ContactPanel({ department, name, now }: ContactPanelProps) {
  const words = useWords();
  const { ask, may } = useSeat();
  const contacts = useView({ view: "contacts", department }).value ?? [];
  const shown = department === 0 ? [] : contacts;
  const [first] = shown;
  const confirm = (uid: number) => void ask({ ask: "confirmContact", uid });
  useSeatActs(
    first === undefined
      ? []
      : [
          {
            ...{ id: "case.contact", group: "case", key: PAGE_KEYS.contact },
            title: words.text("casework.contact.confirm"),
            titles: bothTitles("casework.contact.confirm"),
            ...(may("confirmContact") ? {} : { cannot: words.refusal("notAllowed") }),
            run: () => confirm(first.uid),
          },
        ],
  );
  if (department === 0) return null;
  return (
    <section className="casework-card" data-card="contact">
      <h2>{words.text("casework.contact", { name })}</h2>
      {shown.length === 0 && <p className="casework-note">{words.text("casework.contact.none")}</p>}
      <ul>
        {shown.map((contact, i) => {
          const days = contactDays(contact, now);
          const isOld = days === null || days > OLD_DAYS;
          return (
            <li key={contact.uid} className="casework-contact" data-contact={contact.uid} data-old={isOld || undefined}>
              <b>{contact.name}</b> {contact.duty} <span className="casework-phone">{contact.phone}</span>
              <small className={isOld ? "amber" : ""}>
                {days === null || contact.confirmedAt === null
                  ? words.text("casework.contact.never")
                  : words.text("casework.contact.confirmed", {
                      day: dayText(contact.confirmedAt, now, words.timeZone, words.language),
                      days,
                    })}
              </small>
              {may("confirmContact") && (
                <Button size="small" onClick={() => confirm(contact.uid)}>
                  {words.text("casework.contact.confirm")} {i === 0 && <kbd>Shift+T</kbd>}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
