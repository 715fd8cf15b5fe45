/** 规则文件: what the city goes by, kind by kind, with version, hash and what is wrong with each. */
import { Segmented } from "antd";
import { useState } from "react";
import { RULE_KINDS, type RuleKind } from "../../../shared/rules/check.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import { useWords } from "../../kit/words.ts";
import { useAct, useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";
import { wordsIn, type FieldSpec } from "./fields.ts";
import { draftKey } from "./form-draft.ts";
import { Listing } from "./listing.tsx";
import { RecordForm } from "./record-form.tsx";
import { renamedBody, titleOf } from "./rule-check.ts";

type Rule = RecordOf<"rules">;

const NAME: FieldSpec = {
  ...{ name: "name", kind: "line", label: "office.field.ruleName", help: "office.help.ruleName" },
  ...{ required: true, most: 80 },
  form: { like: /^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$/, otherwise: "office.fault.ruleName" },
};

export function RuleList({ kind }: { readonly kind: RuleKind }) {
  const words = useWords();
  const { go } = useSeat();
  const act = useAct();
  const view = useView({ view: "ruleFiles", kind });
  const [copying, copy] = useState<Rule | null>(null);
  const rules = view.value;
  const title = ({ body, name }: Rule) => {
    const said = titleOf(body);
    return said === null ? name : words.name(said);
  };
  const trouble = (rule: Rule) => (rule.trouble === "" ? null : words.trouble(JSON.parse(rule.trouble) as Trouble));
  return (
    <>
      <Listing<Rule>
        name="rules"
        label={words.text("office.part.rules")}
        rows={rules}
        problem={view.trouble === null ? null : words.trouble(view.trouble)}
        empty={words.text("office.rules.empty")}
        columns={[
          { name: "title", title: words.text("office.field.title"), text: title, order: title },
          {
            name: "name",
            title: words.text("office.field.ruleName"),
            text: ({ name }) => name,
            order: ({ name }) => name,
          },
          { name: "version", title: words.text("office.field.version"), text: ({ version }) => version || "—" },
          { name: "hash", title: words.text("office.field.hash"), text: ({ hash }) => hash.slice(0, 8) || "—" },
          {
            name: "trouble",
            title: words.text("office.field.state"),
            text: (rule) => trouble(rule) ?? words.text("office.rules.well"),
            draw: (rule) => {
              const why = trouble(rule);
              return (
                <span className={why === null ? "record-done" : "record-not"}>
                  <span aria-hidden="true">{why === null ? "●" : "▲"}</span> {why ?? words.text("office.rules.well")}
                </span>
              );
            },
          },
        ]}
        keyOf={({ id }) => id}
        onOpen={({ name }) => go("office", "rules", kind, name)}
        file={{ name: words.text("office.part.rules") }}
        acts={(rule) => [
          {
            id: "office.copyRule",
            title: "office.act.copyRule",
            key: "Shift+C",
            cannot: rule === null ? words.text("office.list.noRow") : null,
            run: () => copy(rule),
          },
          {
            id: "office.history",
            title: "office.act.history",
            key: "h",
            cannot: rule === null ? words.text("office.list.noRow") : null,
            run: () => rule !== null && go("office", "record", "rules", rule.uid),
          },
        ]}
        tools={
          <Segmented<RuleKind>
            value={kind}
            aria-label={words.text("office.rules.kinds")}
            options={RULE_KINDS.map((each) => ({ value: each, label: words.text(`office.rules.kind.${each}`) }))}
            onChange={(each) => go("office", "rules", each)}
          />
        }
      />
      {copying !== null && (
        <RecordForm
          form="rule-name"
          id=""
          title={words.text("office.rules.copy", { name: title(copying) })}
          specs={[NAME]}
          values={{ name: "" }}
          onSave={async (values) => {
            const name = wordsIn(values, "name");
            if (rules?.some((each) => each.name === name)) return words.text("office.rules.taken", { name });
            const value = JSON.stringify({ text: renamedBody(kind, copying.body, name), hash: "" });
            const kept = await act({ do: "keep", key: draftKey("rule", `${kind}.${name}`), value });
            if (kept.did === "not") return words.trouble(kept.trouble);
            go("office", "rules", kind, name);
            return null;
          }}
          onDone={() => copy(null)}
        />
      )}
    </>
  );
}
