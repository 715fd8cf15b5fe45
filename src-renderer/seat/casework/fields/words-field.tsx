/** A field of words, with the answer templates of its command. */
import { Input, Select } from "antd";
import { useRef, useState } from "react";
import type { Template, TemplateBlank } from "../../../../shared/rules/templates.ts";
import { fillTemplate, templatesFor } from "../../../../shared/rules/templates.ts";
import { useWords } from "../../../kit/words.ts";
import type { CaseCommandKind } from "../commands.ts";
import { MOST_WORDS } from "../draft.ts";
import { ariaOf, FieldFrame, type FieldProps } from "./field.tsx";

interface WordsFieldProps extends FieldProps {
  readonly field: "reason" | "opinion" | "reply" | "note";
  readonly kind: CaseCommandKind;
  readonly templates: readonly Template[];
  /** What the case fills into templates. */
  readonly blanks: Readonly<Partial<Record<TemplateBlank, string>>>;
  readonly autoFocus: boolean;
}

export function WordsField({ field, kind, templates, blanks, autoFocus, ...props }: WordsFieldProps) {
  const words = useWords();
  const area = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLDivElement>(null);
  const { draft, change, id, problem } = props;
  const text = draft[field] ?? "";
  const [listed, list] = useState(false);
  const offered = templatesFor(templates, kind);
  /** Puts a template at the end of what was typed, so that nothing typed is lost. */
  const insert = (name: string) => {
    const found = offered.find(({ template }) => template === name);
    if (found === undefined) return;
    const filled = fillTemplate(found.text, blanks).text;
    change({ [field]: text.trim() === "" ? filled : `${text.trimEnd()}\n${filled}` });
    area.current?.querySelector("textarea")?.focus();
  };
  return (
    <>
      <FieldFrame field={field} id={id} problem={problem} required={field !== "note"}>
        <div
          ref={area}
          onKeyDown={(event) => {
            if (!event.altKey || event.key.toLowerCase() !== "t") return;
            event.preventDefault();
            list(true);
            picker.current?.querySelector<HTMLElement>("input")?.focus();
          }}
        >
          <Input.TextArea
            {...ariaOf({ id, problem })}
            value={text}
            autoFocus={autoFocus}
            // Not of its own height: measuring it takes a style that the page's policy forbids.
            rows={4}
            count={{ show: true, max: MOST_WORDS }}
            onChange={(event) => change({ [field]: event.target.value })}
          />
        </div>
      </FieldFrame>
      {offered.length > 0 && (
        <div ref={picker} className="casework-templates">
          <Select<string>
            aria-label={words.text("casework.template")}
            placeholder={words.text("casework.templateKey")}
            value={null}
            open={listed}
            onOpenChange={list}
            showSearch={{ optionFilterProp: "label" }}
            options={offered.map(({ template, title, text: body }) => ({
              value: template,
              label: title[words.language],
              title: body,
            }))}
            onSelect={insert}
            onBlur={() => list(false)}
          />
        </div>
      )}
    </>
  );
}
