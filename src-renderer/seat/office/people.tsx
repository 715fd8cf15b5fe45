/** 人员: who has an account, with which role, for which part of the city. */
import { Alert, Button } from "antd";
import { useContext, useState } from "react";
import type { PersonLine } from "../../../shared/wire/office.ts";
import type { Words } from "../../kit/text.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useSeat } from "../shell/desk.ts";
import { useOffice, useOfficeList } from "./ask-office.ts";
import { textOf, wordsIn, type Values } from "./fields.ts";
import { ImportDrawer } from "./import-drawer.tsx";
import { Listing, type ShownColumn } from "./listing.tsx";
import { usePartChoices } from "./part-choices.ts";
import { isLastAdmin, personFields, personValues, putPerson } from "./person-fields.ts";
import { headingsOf } from "./plan.ts";
import { RecordForm } from "./record-form.tsx";

export function People() {
  const words = useWords();
  const { go, notify } = useSeat();
  const ask = useOffice();
  const list = useOfficeList("people");
  const choices = usePartChoices();
  const { hubNow } = useContext(ClockContext);
  const [opened, open] = useState<{ person: PersonLine | null } | null>(null);
  const [importing, bring] = useState(false);
  const people = list.value?.people ?? null;
  const now = hubNow() ?? 0;
  const personOf = (login: string) => people?.find((each) => plain(each.login) === plain(login)) ?? null;

  const save = async (values: Values, person: PersonLine | null): Promise<string | null> => {
    const { problem } = await ask(putPerson(values, person));
    if (problem === null) list.refresh();
    return problem;
  };
  const unlock = async (person: PersonLine) => {
    const { problem } = await ask({ office: "unlock", login: person.login });
    notify(
      problem ?? words.text("office.people.unlocked", { name: person.name }),
      problem === null ? "success" : "error",
    );
    list.refresh();
  };
  const specs = personFields(choices, words, false);
  const yes = [words.text("office.yes"), words.text("office.no")] as const;
  return (
    <>
      <Listing<PersonLine>
        name="people"
        label={words.text("office.part.people")}
        rows={people}
        problem={list.problem}
        empty={words.text("office.people.empty")}
        columns={peopleColumns(words, now, choices)}
        keyOf={({ uid }) => String(uid)}
        onAdd={() => open({ person: null })}
        onImport={() => bring(true)}
        onOpen={(person) => open({ person })}
        onRemove={(person) => save({ ...personValues(person), active: false }, person)}
        sure={({ name, login }) => words.text("office.people.sure", { name, login })}
        cannot={(person) =>
          !person.active
            ? words.text("office.people.closed")
            : isLastAdmin(person, people ?? [])
              ? words.text("office.refused.lastAdmin")
              : null
        }
        file={{
          name: words.text("office.part.people"),
          table: (shown) => [
            specs.filter(({ kind }) => kind !== "secret").map(({ label }) => words.text(label)),
            ...shown.map((person) => {
              const values = personValues(person);
              return specs.filter(({ kind }) => kind !== "secret").map((spec) => textOf(spec, values[spec.name], yes));
            }),
          ],
        }}
        acts={(person) => [
          {
            id: "office.unlock",
            title: "office.act.unlock",
            key: "l",
            cannot: person === null || person.lockedUntil === null ? words.text("office.people.notLocked") : null,
            run: () => person !== null && void unlock(person),
          },
          {
            id: "office.history",
            title: "office.act.history",
            key: "h",
            cannot: person === null ? words.text("office.list.noRow") : null,
            run: () => person !== null && go("office", "record", "people", person.uid),
          },
        ]}
      />
      {opened !== null && (
        <RecordForm
          form="person"
          id={opened.person?.login ?? ""}
          title={words.text(opened.person === null ? "office.people.new" : "office.people.edit")}
          specs={personFields(choices, words, opened.person === null)}
          values={personValues(opened.person)}
          onSave={(values) => {
            const taken = opened.person === null ? personOf(wordsIn(values, "login")) : null;
            return taken === null
              ? save(values, opened.person)
              : Promise.resolve(words.text("office.people.taken", { login: taken.login, name: taken.name }));
          }}
          onDone={() => open(null)}
          note={
            opened.person !== null &&
            isLastAdmin(opened.person, people ?? []) && (
              <Alert type="info" showIcon title={words.text("office.refused.lastAdmin")} />
            )
          }
          more={
            opened.person !== null &&
            opened.person.lockedUntil !== null && (
              <Button onClick={() => opened.person !== null && void unlock(opened.person)}>
                {words.text("office.act.unlock")}
              </Button>
            )
          }
        />
      )}
      {importing && (
        <ImportDrawer
          title={words.text("office.people.import")}
          plan={{
            columns: specs.map((spec) => ({ spec, headings: headingsOf(spec, words) })),
            key: "login",
            check: (values) =>
              personOf(wordsIn(values, "login")) === null && wordsIn(values, "password") === ""
                ? [{ field: "password", key: "office.fault.missing", params: {} }]
                : [],
          }}
          send={async (values) => {
            const person = personOf(wordsIn(values, "login"));
            const why = await save({ ...personValues(person), ...values }, person);
            return why === null ? { how: "done" } : { how: "not", why };
          }}
          onDone={() => bring(false)}
        />
      )}
    </>
  );
}

/** Logins are told apart without regard to case. */
const plain = (login: string) => login.normalize("NFKC").toLowerCase();

function peopleColumns(
  words: Words,
  now: number,
  choices: ReturnType<typeof usePartChoices>,
): readonly ShownColumn<PersonLine>[] {
  const named = (list: readonly string[] | null, from: keyof typeof choices) =>
    (list ?? []).map((each) => choices[from].find(({ value }) => value === each)?.label ?? each);
  const part = (person: PersonLine) => {
    const names = [...named(person.districts, "districts"), ...named(person.departments, "departments")];
    return names.length === 0 ? words.text("office.wholeCity") : names.join(words.language === "en" ? ", " : "、");
  };
  const state = ({ active, lockedUntil, mustChange }: PersonLine) =>
    !active ? "closed" : lockedUntil !== null ? "locked" : mustChange ? "mustChange" : "active";
  return [
    { name: "name", title: words.text("office.field.personName"), text: ({ name }) => name, order: ({ name }) => name },
    { name: "login", title: words.text("office.field.login"), text: ({ login }) => login, order: ({ login }) => login },
    {
      name: "role",
      title: words.text("office.field.role"),
      text: ({ role }) => words.text(`sync.role.${role}`),
      order: ({ role }) => role,
    },
    { name: "part", title: words.text("office.field.part"), text: part },
    {
      name: "personal",
      title: words.text("office.field.personal"),
      text: ({ personal }) => words.text(personal ? "office.yes" : "office.no"),
    },
    {
      name: "state",
      title: words.text("office.field.state"),
      text: (person) => words.text(`office.people.state.${state(person)}`),
      order: state,
      draw: (person) => (
        <span className={`office-state office-state-${state(person)}`}>
          {words.text(`office.people.state.${state(person)}`)}
        </span>
      ),
    },
    {
      name: "lastIn",
      title: words.text("office.field.lastIn"),
      text: ({ lastIn }) => (lastIn === null ? "—" : momentText(lastIn, now, words.timeZone, words.language)),
      order: ({ lastIn }) => lastIn ?? 0,
    },
  ];
}
