/** 大屏: screens that ask to be let in by the code they show, and those that have been. */
import { Button } from "antd";
import { useContext, useState } from "react";
import type { OfficeAnswer, ScreenLine } from "../../../shared/wire/office.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { durationText, momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useSeat } from "../shell/desk.ts";
import { useOffice, useOfficeList } from "./ask-office.ts";
import { listIn, wordsIn, type FieldSpec, type Values } from "./fields.ts";
import { Listing } from "./listing.tsx";
import { usePartChoices } from "./part-choices.ts";
import { partFields } from "./person-fields.ts";
import { RecordForm } from "./record-form.tsx";

type Waiting = Extract<OfficeAnswer, { did: "screens" }>["waiting"][number];

const CODE: FieldSpec = {
  ...{ name: "code", kind: "line", label: "office.field.code", help: "office.help.code", required: true, most: 20 },
};
const NAME: FieldSpec = {
  ...{ name: "name", kind: "line", label: "office.field.screenName", help: "office.help.screenName" },
  ...{ required: true, most: 100 },
};

export function Screens() {
  const words = useWords();
  const { notify } = useSeat();
  const ask = useOffice();
  const list = useOfficeList("screens");
  const choices = usePartChoices();
  const { hubNow } = useContext(ClockContext);
  const [letting, letIn] = useState<{ code: string; machine: string } | null>(null);
  const now = hubNow() ?? 0;
  const waiting = list.value?.waiting ?? [];

  const admit = async (values: Values): Promise<string | null> => {
    const part = {
      ...{ platforms: null, personal: false, restricted: values["restricted"] === true },
      districts: listIn(values, "districts")?.slice() ?? null,
      departments: listIn(values, "departments")?.slice() ?? null,
    };
    const code = wordsIn(values, "code").toUpperCase();
    const { problem } = await ask({ office: "letIn", code, name: wordsIn(values, "name"), part });
    if (problem === null) notify(words.text("office.screens.letIn", { name: wordsIn(values, "name") }), "success");
    list.refresh();
    return problem;
  };
  const turnDown = async ({ code }: Waiting) => {
    const { problem } = await ask({ office: "turnDown", code });
    if (problem !== null) notify(problem, "error");
    list.refresh();
  };
  return (
    <>
      <section className="screens-waiting" aria-labelledby="screens-waiting">
        <h2 id="screens-waiting">{words.text("office.screens.waiting", { count: waiting.length })}</h2>
        {waiting.length === 0 ? (
          <p className="office-note">{words.text("office.screens.noneWaiting")}</p>
        ) : (
          <ul>
            {waiting.map((each) => (
              <li key={each.code} data-code={each.code}>
                <b className="waiting-code">{each.code}</b>
                <span>{each.machine}</span>
                <small>
                  {words.text("office.screens.left", {
                    left: durationText(each.untilMs, words.language),
                  })}
                </small>
                <Button type="primary" onClick={() => letIn(each)}>
                  {words.text("office.screens.admit")}
                </Button>
                <Button onClick={() => void turnDown(each)}>{words.text("office.screens.turnDown")}</Button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Listing<ScreenLine>
        name="screens"
        label={words.text("office.part.screens")}
        rows={list.value?.screens ?? null}
        problem={list.problem}
        empty={words.text("office.screens.empty")}
        columns={[
          {
            name: "name",
            title: words.text("office.field.screenName"),
            text: ({ name }) => name,
            order: ({ name }) => name,
          },
          { name: "role", title: words.text("office.field.role"), text: ({ role }) => words.text(`sync.role.${role}`) },
          {
            name: "part",
            title: words.text("office.field.part"),
            text: ({ districts, departments }) =>
              [...(districts ?? []), ...(departments ?? [])].join(words.language === "en" ? ", " : "、") ||
              words.text("office.wholeCity"),
          },
          {
            name: "madeAt",
            title: words.text("office.field.madeAt"),
            text: ({ madeAt }) => momentText(madeAt, now, words.timeZone, words.language),
            order: ({ madeAt }) => madeAt,
          },
        ]}
        keyOf={({ name }) => name}
        onAdd={() => letIn({ code: "", machine: "" })}
        onRemove={async ({ name }) => {
          const { problem } = await ask({ office: "removeScreen", name });
          list.refresh();
          return problem;
        }}
        sure={({ name }) => words.text("office.screens.sure", { name })}
        file={{ name: words.text("office.part.screens") }}
      />
      {letting !== null && (
        <RecordForm
          form="screen"
          id={letting.code}
          title={words.text("office.screens.admit")}
          specs={[CODE, NAME, ...partFields(choices)]}
          values={{ code: letting.code, name: letting.machine, districts: [], departments: [], restricted: false }}
          onSave={admit}
          onDone={() => letIn(null)}
        />
      )}
    </>
  );
}
