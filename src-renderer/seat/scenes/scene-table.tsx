/** The scenes that there are, with what is wrong with each, and beginning a new one from one of them. */
import { useState } from "react";
import { mayRule } from "../../../shared/rights.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import { useWords } from "../../kit/words.ts";
import { useAct, useView } from "../../link/react.ts";
import { wordsIn, type FieldSpec } from "../office/fields.ts";
import { draftKey } from "../office/form-draft.ts";
import { Listing } from "../office/listing.tsx";
import { RecordForm } from "../office/record-form.tsx";
import { renamedBody, titleOf } from "../office/rule-check.ts";
import { useSeat } from "../shell/desk.ts";

type Rule = RecordOf<"rules">;

const NAME: FieldSpec = {
  ...{ name: "name", kind: "line", label: "office.field.ruleName", help: "scenes.help.name" },
  ...{ required: true, most: 80 },
  form: { like: /^[a-z][A-Za-z0-9-]{0,79}$/, otherwise: "scenes.fault.name" },
};

export function SceneTable() {
  const words = useWords();
  const { go, role } = useSeat();
  const act = useAct();
  const view = useView({ view: "ruleFiles", kind: "scenes" });
  const [copying, copy] = useState<Rule | null>(null);
  const may = mayRule(role, "scenes");
  const rules = view.value;
  const title = ({ body, name }: Rule) => {
    const said = titleOf(body);
    return said === null ? name : words.name(said);
  };
  const state = ({ trouble }: Rule) =>
    trouble === "" ? words.text("office.rules.well") : words.trouble(JSON.parse(trouble) as Trouble);
  return (
    <>
      <Listing<Rule>
        name="scenes"
        label={words.text("scenes.title")}
        rows={rules}
        problem={view.trouble === null ? null : words.trouble(view.trouble)}
        empty={words.text("scenes.empty")}
        columns={[
          { name: "title", title: words.text("office.field.title"), text: title, order: title },
          {
            name: "name",
            title: words.text("office.field.ruleName"),
            text: ({ name }) => name,
            order: ({ name }) => name,
          },
          { name: "version", title: words.text("office.field.version"), text: ({ version }) => version || "—" },
          { name: "panels", title: words.text("scenes.panels"), text: ({ body }) => panelsOf(body) },
          {
            name: "trouble",
            title: words.text("office.field.state"),
            text: state,
            draw: (rule) => (
              <span className={rule.trouble === "" ? "record-done" : "record-not"}>
                <span aria-hidden="true">{rule.trouble === "" ? "●" : "▲"}</span> {state(rule)}
              </span>
            ),
          },
        ]}
        keyOf={({ id }) => id}
        onOpen={({ name }) => go("scenes", name)}
        acts={(rule) => [
          {
            id: "scenes.copy",
            title: "scenes.act.copy",
            key: "Shift+C",
            cannot: !may ? words.refusal("notAllowed") : rule === null ? words.text("office.list.noRow") : null,
            run: () => copy(rule),
          },
        ]}
      />
      {copying !== null && (
        <RecordForm
          form="scene-name"
          id=""
          title={words.text("scenes.copyOf", { name: title(copying) })}
          specs={[NAME]}
          values={{ name: "" }}
          onSave={async (values) => {
            const name = wordsIn(values, "name");
            if (rules?.some((each) => each.name === name)) return words.text("office.rules.taken", { name });
            const value = JSON.stringify({ text: renamedBody("scenes", copying.body, name), hash: "" });
            const kept = await act({ do: "keep", key: draftKey("rule", `scenes.${name}`), value });
            if (kept.did === "not") return words.trouble(kept.trouble);
            go("scenes", name);
            return null;
          }}
          onDone={() => copy(null)}
        />
      )}
    </>
  );
}

/** Panels of both layouts, "6 / 5"; "—" for a body that is none. */
function panelsOf(body: string): string {
  try {
    const { layouts } = JSON.parse(body) as Record<"layouts", Record<string, { panels?: readonly unknown[] }>>;
    return [layouts["standard"], layouts["wide"]].map((layout) => layout?.panels?.length ?? 0).join(" / ");
  } catch {
    return "—";
  }
}
