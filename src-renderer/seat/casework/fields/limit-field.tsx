/** 立案条件与时限: one of the published conditions with its limit, or a limit given by hand. */
import { InputNumber, Radio, Select } from "antd";
import type { FilingCondition } from "../../../../shared/case/classes.ts";
import { LONGEST_LIMIT } from "../../../../shared/case/decide.ts";
import { useWords } from "../../../kit/words.ts";
import { LIMIT_TYPES } from "../draft.ts";
import { ariaOf, FieldFrame, type FieldProps } from "./field.tsx";

interface LimitFieldProps extends FieldProps {
  readonly conditions: readonly FilingCondition[];
}

/** The choice of a limit by hand among the conditions. */
const BY_HAND = "";

export function LimitField({ conditions, ...props }: LimitFieldProps) {
  const words = useWords();
  const { draft, change, id, problem } = props;
  const chosen = conditions.find((each) => each.id === draft.condition);
  const byHand = draft.condition === BY_HAND || conditions.length === 0;
  const differs =
    chosen !== undefined && (chosen.limit.value !== draft.limitValue || chosen.limit.type !== draft.limitType);
  const choose = (condition: string) => {
    const published = conditions.find((each) => each.id === condition);
    change(
      published === undefined
        ? { condition: BY_HAND }
        : { condition, limitValue: published.limit.value, limitType: published.limit.type },
    );
  };
  return (
    <FieldFrame field="limit" id={id} problem={problem} required group>
      {conditions.length > 0 && (
        <Radio.Group
          className="casework-proposals"
          aria-label={words.text("casework.conditions")}
          value={byHand ? BY_HAND : draft.condition}
          onChange={(event) => choose(event.target.value as string)}
        >
          {conditions.map((each, i) => (
            <Radio key={each.id} value={each.id} data-condition={each.id} autoFocus={i === 0}>
              <b>{words.text(`limit.${each.limit.type}`, { count: each.limit.value })}</b>{" "}
              {words.name({ name: each.condition, nameEn: each.conditionEn })}
              <small>
                {words.text("casework.closingWhen", {
                  closing: words.name({ name: each.closing, nameEn: each.closingEn }),
                })}
              </small>
            </Radio>
          ))}
          <Radio value={BY_HAND}>{words.text("casework.limit.byHand")}</Radio>
        </Radio.Group>
      )}
      {conditions.length === 0 && <p className="casework-note">{words.text("casework.limit.unpublished")}</p>}
      <span className="casework-limit">
        <InputNumber<number>
          {...ariaOf({ id, problem })}
          aria-label={words.text("casework.limit.value")}
          min={0}
          max={LONGEST_LIMIT}
          autoFocus={conditions.length === 0}
          value={draft.limitValue ?? null}
          onChange={(limitValue) => change({ limitValue })}
        />
        <Select<(typeof LIMIT_TYPES)[number]>
          aria-label={words.text("casework.limit.type")}
          value={draft.limitType ?? null}
          placeholder={words.text("casework.limit.type")}
          options={LIMIT_TYPES.map((type) => ({ value: type, label: words.text(`casework.limitType.${type}`) }))}
          onChange={(limitType) => change({ limitType })}
        />
      </span>
      {differs && (
        <p className="casework-note">
          {words.text("casework.limit.differs", {
            limit: words.text(`limit.${chosen.limit.type}`, { count: chosen.limit.value }),
          })}
        </p>
      )}
    </FieldFrame>
  );
}
