/** 目标值: what each indicator should reach, by whom it was set and when. */
import { useContext, useState } from "react";
import { INDICATORS, type Indicator } from "../../../shared/evaluation/indicators.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { targetText, targetTyped, typedOf } from "../../board/evaluation/target.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";
import { wordsIn, type FieldSpec, type Values } from "./fields.ts";
import { ImportDrawer } from "./import-drawer.tsx";
import { Listing } from "./listing.tsx";
import { headingsOf } from "./plan.ts";
import { RecordForm } from "./record-form.tsx";
import { useSendRow, useTold } from "./told.ts";

interface TargetRow {
  readonly indicator: Indicator;
  readonly target: RecordOf<"targets"> | null;
}

/** What is typed as the target of an indicator; shares in percent. */
const valueField = (indicator: Indicator | null): FieldSpec => ({
  ...{
    name: "value",
    kind: "line",
    label: "office.field.target",
    help: "office.help.target",
    required: true,
    most: 20,
  },
  ...(indicator === null
    ? {}
    : {
        check: (text: string) =>
          targetTyped(text, indicator.unit) === null ? (`indicators.typed.${indicator.unit}` as const) : null,
      }),
});

export function Targets() {
  const words = useWords();
  const desk = useSeat();
  const tell = useTold();
  const sendRow = useSendRow();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "city" });
  const [opened, open] = useState<TargetRow | null>(null);
  const [importing, bring] = useState(false);
  const targets = view.value?.targets ?? null;
  const rows =
    targets === null
      ? null
      : INDICATORS.map((indicator): TargetRow => {
          return { indicator, target: targets.find((each) => each.indicator === indicator.id) ?? null };
        });
  const now = hubNow() ?? 0;
  const typed = ({ indicator, target }: TargetRow) => (target === null ? "" : typedOf(target.value, indicator.unit));
  const choices = INDICATORS.map(({ id, title }) => ({ value: id, label: title[words.language] }));
  const which: FieldSpec = {
    ...{ name: "indicator", kind: "choice", label: "office.field.indicator", help: "office.help.indicator" },
    ...{ required: true, choices },
  };
  const request = (indicator: string, values: Values) => {
    const unit = INDICATORS.find(({ id }) => id === indicator)?.unit ?? "count";
    const value = targetTyped(wordsIn(values, "value"), unit) ?? 0;
    return { ask: "setTarget", platform: desk.platform, indicator, value } as const;
  };
  return (
    <>
      <Listing<TargetRow>
        name="targets"
        label={words.text("office.part.targets")}
        rows={rows}
        problem={view.trouble === null ? null : words.trouble(view.trouble)}
        empty={words.text("office.targets.empty")}
        columns={[
          {
            name: "indicator",
            title: words.text("office.field.indicator"),
            text: ({ indicator }) => indicator.title[words.language],
            order: ({ indicator }) => indicator.title[words.language],
          },
          {
            name: "target",
            title: words.text("office.field.target"),
            text: ({ indicator, target }) =>
              target === null
                ? "—"
                : words.text(indicator.better === "up" ? "indicators.atLeast" : "indicators.atMost", {
                    target: targetText(target.value, indicator.unit, words),
                  }),
          },
          {
            name: "setBy",
            title: words.text("office.field.setBy"),
            text: ({ target }) => target?.setBy ?? "—",
            order: ({ target }) => target?.setBy ?? "",
          },
          {
            name: "setAt",
            title: words.text("office.field.setAt"),
            text: ({ target }) =>
              target === null ? "—" : momentText(target.setAt, now, words.timeZone, words.language),
            order: ({ target }) => target?.setAt ?? 0,
          },
          {
            name: "source",
            title: words.text("office.field.definition"),
            text: ({ indicator }) => indicator.source[words.language],
          },
        ]}
        keyOf={({ indicator }) => indicator.id}
        onOpen={open}
        onImport={() => bring(true)}
        onRemove={async ({ indicator }) =>
          tell(await desk.ask({ ask: "clearTarget", platform: desk.platform, indicator: indicator.id }).answer)
        }
        sure={({ indicator }) => words.text("office.targets.sure", { name: indicator.title[words.language] })}
        cannot={({ target }) => (target === null ? words.text("office.targets.none") : null)}
        file={{
          name: words.text("office.part.targets"),
          table: (shown) => [
            [words.text("office.field.indicator"), words.text("office.field.target")],
            ...shown.filter(({ target }) => target !== null).map((row) => [row.indicator.id, typed(row)]),
          ],
        }}
        acts={(row) => [
          {
            id: "office.history",
            title: "office.act.history",
            key: "h",
            cannot: row === null || row.target === null ? words.text("office.targets.none") : null,
            run: () => row?.target && desk.go("office", "record", "targets", row.target.uid),
          },
        ]}
      />
      {opened !== null && (
        <RecordForm
          form="target"
          id={opened.indicator.id}
          title={words.text("office.targets.edit", { name: opened.indicator.title[words.language] })}
          specs={[valueField(opened.indicator)]}
          values={{ value: typed(opened) }}
          onSave={async (values) => tell(await desk.ask(request(opened.indicator.id, values)).answer)}
          onDone={() => open(null)}
          note={
            <div className="office-note">
              <p>{opened.indicator.source[words.language]}</p>
              <p>{words.text("office.targets.unit", { suffix: unitText(opened.indicator) })}</p>
            </div>
          }
        />
      )}
      {importing && (
        <ImportDrawer
          title={words.text("office.targets.import")}
          plan={{
            columns: [which, valueField(null)].map((spec) => ({ spec, headings: headingsOf(spec, words) })),
            key: "indicator",
            check: (values) => {
              const indicator = INDICATORS.find(({ id }) => id === values["indicator"]);
              const text = wordsIn(values, "value");
              return indicator === undefined || text === "" || targetTyped(text, indicator.unit) !== null
                ? []
                : [{ field: "value", key: `indicators.typed.${indicator.unit}`, params: {} }];
            },
          }}
          send={(values) => sendRow(request(wordsIn(values, "indicator"), values))}
          onDone={() => bring(false)}
        />
      )}
    </>
  );
  function unitText(indicator: Indicator): string {
    return words.text(`indicators.suffix.${indicator.unit}`);
  }
}
