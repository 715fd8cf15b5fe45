/** The form of one switching rule: its fields, and the rule as their values and back. */
import { PLACE_KINDS } from "../../../shared/place-kinds.ts";
import { CASE_EVENTS, type DirectionRule, type DirectionWhen } from "../../../shared/rules/direction.ts";
import type { WallKey, Words } from "../../kit/text.ts";
import { listIn, wordsIn, type Choice, type FieldSpec, type Values } from "../office/fields.ts";
import type { RuleOn } from "./edit.ts";

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** What there is to choose from. */
export interface RuleChoices {
  readonly scenes: readonly Choice[];
  readonly majors: readonly Choice[];
  readonly alarms: readonly Choice[];
  readonly words: Words;
}

const line = (name: string, more: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  kind: "line",
  label: `switching.field.${name}` as WallKey,
  help: `switching.help.${name}` as WallKey,
  required: true,
  ...more,
});
const whole = (name: string, most: number): FieldSpec =>
  line(name, {
    most: 6,
    form: { like: /^\d{1,6}$/, otherwise: "switching.fault.whole" },
    check: (text) => (Number(text) > most ? "switching.fault.most" : null),
  });
const TIME = { like: /^([01]\d|2[0-3]):[0-5]\d$/, otherwise: "switching.fault.time" } as const;

/** The fields of a rule that goes by this. */
export function ruleFields(on: RuleOn, choices: RuleChoices): readonly FieldSpec[] {
  return [
    line("id", { most: 40, form: { like: /^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/, otherwise: "office.fault.ruleName" } }),
    line("title", { most: 60 }),
    line("titleEn", { most: 60, required: false }),
    ...whenFields(on, choices),
    line("scene", { kind: "choice", choices: choices.scenes }),
    line("wall", {
      most: 40,
      required: false,
      form: { like: /^[\p{L}\p{N}._-]{1,40}$/u, otherwise: "switching.fault.wall" },
    }),
    whole("seconds", 28_800),
    ...(on === "clock" ? [] : [whole("quietMinutes", 1_440)]),
    whole("rank", 100),
    line("active", { kind: "switch", required: false }),
  ];
}

function whenFields(on: RuleOn, { majors, alarms, words }: RuleChoices): readonly FieldSpec[] {
  switch (on) {
    case "case":
      return [
        line("event", {
          kind: "choice",
          choices: CASE_EVENTS.map((event) => ({ value: event, label: words.text(`switching.event.${event}`) })),
        }),
        line("urgent", { kind: "switch", required: false }),
        line("major", {
          kind: "choice",
          required: false,
          choices: [{ value: "", label: words.text("switching.any") }, ...majors],
        }),
        line("nearKind", {
          kind: "choice",
          required: false,
          choices: [
            { value: "", label: words.text("switching.anywhere") },
            ...PLACE_KINDS.map((kind) => ({ value: kind, label: words.text(`switching.place.${kind}`) })),
          ],
        }),
        whole("nearMetres", 5_000),
      ];
    case "alarm":
      return [line("alarm", { kind: "choice", choices: alarms })];
    case "clock":
      return [
        line("days", {
          kind: "choices",
          choices: DAYS.map((day) => ({ value: String(day), label: words.text(`switching.day.${day}`) })),
        }),
        line("from", { most: 5, form: TIME }),
        line("to", { most: 5, form: TIME }),
      ];
  }
}

/** What a new rule begins with. */
export function newRule(id: string, on: RuleOn): Values {
  return {
    ...{ id, title: "", titleEn: "", scene: "", wall: "", seconds: on === "clock" ? "0" : "90", quietMinutes: "15" },
    ...{ rank: "50", active: true, event: "reported", urgent: true, major: "", nearKind: "", nearMetres: "300" },
    ...{ alarm: "", days: DAYS.map(String), from: "08:00", to: "18:00" },
  };
}

export function ruleValues(rule: DirectionRule): Values {
  const { id, title, when, wall, scene, seconds, quietMinutes, rank, active } = rule;
  const common = {
    ...newRule(id, when.on),
    ...{ title: title["zh-CN"], titleEn: title.en, wall, scene, active },
    ...{ seconds: String(seconds), quietMinutes: String(quietMinutes), rank: String(rank) },
  };
  switch (when.on) {
    case "case":
      return {
        ...common,
        ...{ event: when.event, urgent: when.urgent, major: when.major ?? "", nearKind: when.near?.kind ?? "" },
        ...(when.near === undefined ? {} : { nearMetres: String(when.near.metres) }),
      };
    case "alarm":
      return { ...common, alarm: when.rule };
    case "clock":
      return { ...common, days: when.days.map(String), from: when.from, to: when.to };
  }
}

/** The rule of values that have no fault. @param before what the form does not show stays as it was */
export function ruleOfValues(on: RuleOn, values: Values, before: DirectionRule | null): DirectionRule {
  const title = wordsIn(values, "title");
  return {
    id: wordsIn(values, "id"),
    title: { "zh-CN": title, en: wordsIn(values, "titleEn") || title },
    when: whenOf(on, values, before?.when ?? null),
    wall: wordsIn(values, "wall"),
    scene: wordsIn(values, "scene"),
    seconds: Number(wordsIn(values, "seconds")),
    quietMinutes: on === "clock" ? (before?.quietMinutes ?? 0) : Number(wordsIn(values, "quietMinutes")),
    rank: Number(wordsIn(values, "rank")),
    active: values["active"] === true,
  };
}

function whenOf(on: RuleOn, values: Values, before: DirectionWhen | null): DirectionWhen {
  switch (on) {
    case "case": {
      const {
        major: _major,
        near: _near,
        ...kept
      } = before?.on === "case" ? before : ({ on } as { on: "case" } & Partial<Extract<DirectionWhen, { on: "case" }>>);
      const kind = PLACE_KINDS.find((each) => each === wordsIn(values, "nearKind"));
      const major = wordsIn(values, "major");
      return {
        ...kept,
        on,
        event: CASE_EVENTS.find((each) => each === wordsIn(values, "event")) ?? "reported",
        urgent: values["urgent"] === true,
        ...(major === "" ? {} : { major }),
        ...(kind === undefined ? {} : { near: { kind, metres: Number(wordsIn(values, "nearMetres")) } }),
      };
    }
    case "alarm":
      return { on, rule: wordsIn(values, "alarm") };
    case "clock":
      return {
        on,
        days: (listIn(values, "days") ?? []).map(Number).toSorted((a, b) => a - b),
        from: wordsIn(values, "from"),
        to: wordsIn(values, "to"),
      };
  }
}
