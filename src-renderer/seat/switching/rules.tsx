/** The rules of a file as a list: on and off, changed in a form, added and taken away. */
import { Button, Switch } from "antd";
import { useState } from "react";
import type { Direction, DirectionRule } from "../../../shared/rules/direction.ts";
import { useWords } from "../../kit/words.ts";
import { Listing } from "../office/listing.tsx";
import { RecordForm } from "../office/record-form.tsx";
import { wordsIn } from "../office/fields.ts";
import { freeId, switched, withoutRule, withRule, type RuleOn } from "./edit.ts";
import { newRule, ruleFields, ruleOfValues, ruleValues } from "./fields.ts";
import type { NamesAndChoices } from "./names.ts";
import { staysWords, wallWords, whenWords } from "./rule-words.ts";

export interface RulesProps {
  readonly file: string;
  readonly direction: Direction;
  readonly names: NamesAndChoices;
  /** Whether the person may put rules in force. */
  readonly may: boolean;
  readonly onChange: (direction: Direction) => void;
}

const ONS: readonly RuleOn[] = ["case", "alarm", "clock"];

export function Rules({ file, direction, names, may, onChange }: RulesProps) {
  const words = useWords();
  const [opened, open] = useState<{ readonly rule: DirectionRule | null; readonly on: RuleOn } | null>(null);
  const title = (rule: DirectionRule) => rule.title[words.language] || rule.title["zh-CN"];
  return (
    <>
      <Listing<DirectionRule>
        name="switching"
        label={words.text("switching.title")}
        rows={direction.rules}
        empty={words.text("switching.empty")}
        columns={[
          {
            name: "active",
            title: words.text("switching.field.active"),
            text: ({ active }) => words.text(active ? "switching.on" : "switching.off"),
            draw: (rule) => (
              <Switch
                size="small"
                checked={rule.active}
                disabled={!may}
                aria-label={words.text("switching.switch", { title: title(rule) })}
                onClick={(_checked, event) => event.stopPropagation()}
                onChange={() => onChange(switched(direction, rule.id))}
              />
            ),
          },
          { name: "title", title: words.text("switching.field.title"), text: title, order: title },
          {
            name: "when",
            title: words.text("switching.field.when"),
            text: ({ when }) => whenWords(when, words, names),
          },
          {
            name: "scene",
            title: words.text("switching.field.scene"),
            text: ({ scene }) => names.scene(scene),
            order: ({ scene }) => names.scene(scene),
          },
          {
            name: "wall",
            title: words.text("switching.field.wall"),
            text: ({ wall }) => wallWords(wall, words),
            order: ({ wall }) => wall,
          },
          { name: "stays", title: words.text("switching.field.stays"), text: (rule) => staysWords(rule, words) },
          {
            name: "quiet",
            title: words.text("switching.field.quiet"),
            text: ({ when, quietMinutes }) =>
              when.on === "clock" ? "—" : words.text("switching.minutes", { count: quietMinutes }),
            order: ({ quietMinutes }) => quietMinutes,
          },
          {
            name: "rank",
            title: words.text("switching.field.rank"),
            text: ({ rank }) => String(rank),
            order: ({ rank }) => rank,
          },
        ]}
        keyOf={({ id }) => id}
        onOpen={may ? (rule) => open({ rule, on: rule.when.on }) : undefined}
        onRemove={
          may
            ? (rule) => {
                onChange(withoutRule(direction, rule.id));
                return Promise.resolve(null);
              }
            : undefined
        }
        sure={(rule) => words.text("switching.sure", { title: title(rule) })}
        acts={(rule) => [
          {
            id: "switching.toggle",
            title: "switching.act.toggle",
            key: "o",
            cannot: !may ? words.refusal("notAllowed") : rule === null ? words.text("office.list.noRow") : null,
            run: () => rule !== null && onChange(switched(direction, rule.id)),
          },
        ]}
        tools={
          may &&
          ONS.map((on) => (
            <Button key={on} size="small" data-add={on} onClick={() => open({ rule: null, on })}>
              {words.text(`switching.add.${on}`)}
            </Button>
          ))
        }
      />
      {opened !== null && (
        <RecordForm
          form={`switching-${opened.on}`}
          id={opened.rule === null ? "" : `${file}.${opened.rule.id}`}
          title={words.text(opened.rule === null ? `switching.add.${opened.on}` : "switching.edit")}
          specs={ruleFields(opened.on, { ...names.choices, words })}
          values={opened.rule === null ? newRule(freeId(direction, opened.on), opened.on) : ruleValues(opened.rule)}
          onSave={(values) => {
            const id = wordsIn(values, "id");
            if (id !== opened.rule?.id && direction.rules.some((each) => each.id === id)) {
              return Promise.resolve(words.text("office.rules.taken", { name: id }));
            }
            onChange(withRule(direction, ruleOfValues(opened.on, values, opened.rule), opened.rule?.id ?? ""));
            return Promise.resolve(null);
          }}
          onDone={() => open(null)}
        />
      )}
    </>
  );
}
