/** Whom to call: the contacts of the departments, how long ago somebody made sure of each, and doing so with one key. */
import { Switch } from "antd";
import { useContext, useMemo, useState } from "react";
import type { ContactLine } from "../../../shared/seat.ts";
import type { Words } from "../../kit/text.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { dayText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { ImportDrawer } from "../office/import-drawer.tsx";
import { freshId } from "../office/ids.ts";
import { Listing, type ShownColumn } from "../office/listing.tsx";
import { headingsOf } from "../office/plan.ts";
import { RecordForm } from "../office/record-form.tsx";
import { useSendRow, useTold } from "../office/told.ts";
import { wordsIn } from "../office/fields.ts";
import { useSeat } from "../shell/desk.ts";
import type { Route } from "../shell/route.ts";
import { confirmedState, daysSince } from "./confirmed.ts";
import { ConfirmedMark } from "./confirmed-mark.tsx";
import { contactColumns, contactFields, contactValues, putContact } from "./contact-fields.ts";
import "./contacts.css";

/** `#/contacts` or, for one department, `#/contacts/UID`. */
export function ContactsPage({ route }: { readonly route: Route }) {
  const words = useWords();
  const desk = useSeat();
  const tell = useTold();
  const sendRow = useSendRow();
  const { hubNow } = useContext(ClockContext);
  const only = /^\d+$/.test(route.rest[0] ?? "") ? Number(route.rest[0]) : 0;
  const view = useView({ view: "contacts", department: only });
  const departments = useView({ view: "departments" }).value;
  const personal = useView({ view: "rights" }).value?.personal ?? false;
  const waiting = useView({ view: "outbox" }).value?.entries;
  const [due, setDue] = useState(false);
  const [opened, open] = useState<{ contact: ContactLine | null; department: number } | null>(null);
  const [importing, bring] = useState(false);

  const contacts = view.value;
  const now = hubNow() ?? 0;
  const choices = useMemo(
    () => (departments ?? []).map((each) => ({ value: String(each.uid), label: words.name(each) })),
    [departments, words],
  );
  const confirming = useMemo(
    () =>
      new Set(
        (waiting ?? []).flatMap(({ message: { request }, state }) =>
          request.ask === "confirmContact" && (state === "waiting" || state === "sent") ? [request.uid] : [],
        ),
      ),
    [waiting],
  );
  const stateOf = (contact: ContactLine) => confirmedState(contact.confirmedAt, now);
  const rows = contacts === null || !due ? contacts : contacts.filter((each) => stateOf(each) !== "fresh");
  const dueCount = (contacts ?? []).filter((each) => stateOf(each) !== "fresh").length;
  const mayPut = desk.may("putContact");
  const masked = personal ? null : words.text("contacts.cannot.masked");
  const columns = contactTable(words, now, confirming);

  const confirm = (contact: ContactLine) => {
    const asked = desk.askWithUndo(
      { ask: "confirmContact", uid: contact.uid },
      words.text("contacts.confirming", { name: contact.name }),
    );
    void asked.answer.then((answer) => {
      const why = tell(answer);
      if (why !== null) desk.notify(why, "error");
    });
  };
  const specs = contactColumns(choices);
  return (
    <div className="board-page" data-page="contacts">
      <header className="board-head">
        <h1>{words.text("contacts.title")}</h1>
        <p>{words.text("contacts.note")}</p>
      </header>
      <Listing<ContactLine>
        name="contacts"
        label={words.text("contacts.title")}
        rows={rows}
        problem={view.trouble === null ? null : words.trouble(view.trouble)}
        empty={words.text(due ? "contacts.noneDue" : "contacts.empty")}
        columns={columns}
        keyOf={(contact) => String(contact.uid)}
        onAdd={mayPut && masked === null ? () => open({ contact: null, department: only }) : undefined}
        onImport={mayPut && masked === null ? () => bring(true) : undefined}
        onOpen={mayPut && masked === null ? (contact) => open({ contact, department: contact.department }) : undefined}
        onRemove={
          desk.may("removeContact")
            ? async (contact) => tell(await desk.ask({ ask: "removeContact", uid: contact.uid }).answer)
            : undefined
        }
        sure={(contact) =>
          words.text("contacts.sure", { name: contact.name, department: departmentOf(contact, words) })
        }
        file={{
          name: words.text("contacts.title"),
          table: (shown) => [
            specs.map(({ label }) => words.text(label)),
            ...shown.map((contact) => {
              const values = { ...contactValues(contact, 0), department: departmentOf(contact, words) };
              return specs.map(({ name }) => wordsIn(values, name));
            }),
          ],
        }}
        acts={(contact) => [
          {
            id: "contacts.confirm",
            title: "contacts.act.confirm",
            key: "y",
            cannot:
              contact === null
                ? words.text("office.list.noRow")
                : desk.may("confirmContact")
                  ? null
                  : words.refusal("notAllowed"),
            run: () => contact !== null && confirm(contact),
          },
          { id: "contacts.due", title: "contacts.act.due", key: "o", run: () => setDue(!due) },
        ]}
        tools={
          <label className="contacts-due">
            <Switch size="small" checked={due} onChange={setDue} />
            {words.text("contacts.due", { count: dueCount })} <kbd>o</kbd>
          </label>
        }
      />
      <p className="board-foot">{masked ?? words.text("contacts.foot")}</p>
      {opened !== null && (
        <RecordForm
          form="contact"
          id={opened.contact?.id ?? ""}
          title={words.text(opened.contact === null ? "contacts.new" : "contacts.edit")}
          specs={contactFields(choices)}
          values={contactValues(opened.contact, opened.department)}
          onSave={async (values) => {
            const id = opened.contact?.id ?? freshId("contact");
            return tell(await desk.ask(putContact(desk.platform, id, values)).answer);
          }}
          onDone={() => open(null)}
        />
      )}
      {importing && (
        <ImportDrawer
          title={words.text("contacts.import")}
          plan={{
            columns: specs.map((spec) => ({ spec, headings: headingsOf(spec, words) })),
            key: "id",
          }}
          send={(values) => {
            const id = wordsIn(values, "id") || freshId("contact");
            // Columns that the table does not have stay as they are.
            const known = contacts?.find((each) => each.id === id) ?? null;
            return sendRow(putContact(desk.platform, id, { ...contactValues(known, 0), ...values }));
          }}
          onDone={() => bring(false)}
        />
      )}
    </div>
  );
}

const departmentOf = (contact: ContactLine, words: Words): string =>
  words.name({ name: contact.departmentName, nameEn: contact.departmentNameEn }) || words.text("contacts.gone");

/** The columns of the list. */
function contactTable(words: Words, now: number, confirming: ReadonlySet<number>): readonly ShownColumn<ContactLine>[] {
  const age = ({ confirmedAt, confirmedBy }: ContactLine) => {
    if (confirmedAt === null) return "—";
    const day = dayText(confirmedAt, now, words.timeZone, words.language);
    const days = daysSince(confirmedAt, now);
    const ago = days === 0 ? words.text("contacts.today") : words.text("contacts.daysAgo", { count: days });
    return words.text("contacts.confirmedAt", { day, ago, by: confirmedBy || "—" });
  };
  const column = (name: "name" | "duty" | "phone" | "note"): ShownColumn<ContactLine> => ({
    name,
    title: words.text(`contacts.field.${name}`),
    text: (contact) => contact[name],
    order: (contact) => contact[name],
  });
  return [
    {
      name: "department",
      title: words.text("contacts.field.department"),
      text: (contact) => departmentOf(contact, words),
      order: (contact) => departmentOf(contact, words),
    },
    column("name"),
    column("duty"),
    {
      ...column("phone"),
      draw: ({ phone }) =>
        /\d{3}/.test(phone) ? (
          <a href={`tel:${phone.replaceAll(/[^\d+]/g, "")}`} className="contacts-phone">
            {phone}
          </a>
        ) : (
          phone || "—"
        ),
    },
    {
      name: "confirmed",
      title: words.text("contacts.field.confirmed"),
      text: (contact) => words.text(`contacts.state.${confirmedState(contact.confirmedAt, now)}`),
      order: ({ confirmedAt }) => confirmedAt ?? 0,
      draw: (contact) =>
        confirming.has(contact.uid) ? (
          <span className="confirmed">… {words.text("contacts.sending")}</span>
        ) : (
          <ConfirmedMark state={confirmedState(contact.confirmedAt, now)} />
        ),
    },
    { name: "age", title: words.text("contacts.field.age"), text: age, order: ({ confirmedAt }) => confirmedAt ?? 0 },
    column("note"),
  ];
}
