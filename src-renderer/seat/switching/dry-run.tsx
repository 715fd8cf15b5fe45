/** 试运行: what the rules as they stand here would have done on a day. */
import { Alert, Button, DatePicker, Skeleton, Switch, Table } from "antd";
import { useState } from "react";
import type { DryRunLine, DryRunValue } from "../../../shared/direction/dry-run.ts";
import { clockText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useLine, useView } from "../../link/react.ts";
import { OUTCOME_SHAPE, wallWords, type RuleNames } from "./rule-words.ts";

export interface DryRunProps {
  /** The file's text as it stands. */
  readonly text: string;
  /** Why it cannot be tried; null when it can. */
  readonly cannot: string | null;
  readonly titleOf: (rule: string) => string;
  readonly names: RuleNames;
}

/** Lines of a page. */
const PAGE_ROWS = 50;

interface Asked {
  readonly file: string;
  readonly day: string;
}

export function DryRun({ text, cannot, titleOf, names }: DryRunProps) {
  const words = useWords();
  const live = useLine().report?.state === "live";
  const [day, setDay] = useState("");
  const [asked, ask] = useState<Asked | null>(null);
  return (
    <section className="switching-dry" aria-label={words.text("switching.dry.title")} data-dry-run="">
      <header>
        <h2>{words.text("switching.dry.title")}</h2>
        <p className="office-note">{words.text("switching.dry.about")}</p>
        <DatePicker
          aria-label={words.text("switching.dry.day")}
          placeholder={words.text("switching.dry.yesterday")}
          onChange={(_value, typed) => setDay(typeof typed === "string" ? typed : "")}
        />
        <Button
          type="primary"
          disabled={cannot !== null}
          title={cannot ?? undefined}
          data-act="dry-run"
          onClick={() => ask({ file: text, day })}
        >
          {words.text("switching.dry.run")}
        </Button>
      </header>
      {!live && <Alert type="warning" showIcon title={words.text("switching.dry.notLive")} />}
      {asked !== null && asked.file !== text && (
        <Alert type="info" showIcon title={words.text("switching.dry.older")} />
      )}
      {asked !== null && <Found asked={asked} titleOf={titleOf} names={names} />}
    </section>
  );
}

type FoundProps = Pick<DryRunProps, "titleOf" | "names"> & { readonly asked: Asked };

/** What came of it. */
export function Found({ asked, titleOf, names }: FoundProps) {
  const words = useWords();
  const { value, trouble } = useView({ view: "dryRun", ...asked });
  const [all, showAll] = useState(false);
  if (trouble !== null) return <Alert type="error" showIcon role="alert" title={words.trouble(trouble)} />;
  if (value === null) return <Skeleton active={false} />;
  const rows = all ? value.lines : value.lines.filter(({ outcome }) => outcome === "shown");
  return (
    <>
      <Counts value={value} />
      {value.troubles.map((each) => (
        <Alert key={JSON.stringify(each)} type="warning" showIcon title={words.trouble(each)} />
      ))}
      <label className="switching-all">
        <Switch size="small" checked={all} onChange={showAll} />{" "}
        {words.text("switching.dry.all", { count: value.lines.length })}
      </label>
      <Table<DryRunLine>
        size="small"
        dataSource={[...rows]}
        rowKey={({ at, wall, rule, caseUid, alarm }) => `${at} ${wall} ${rule} ${caseUid ?? ""} ${alarm ?? ""}`}
        pagination={rows.length > PAGE_ROWS ? { pageSize: PAGE_ROWS, showSizeChanger: false } : false}
        locale={{ emptyText: words.text("switching.dry.nothing") }}
        columns={[
          { key: "at", title: words.text("switching.dry.at"), render: (_, { at }) => clockText(at, words.timeZone) },
          { key: "rule", title: words.text("switching.field.title"), render: (_, { rule }) => titleOf(rule) },
          {
            key: "wall",
            title: words.text("switching.field.wall"),
            render: (_, { wall }) =>
              wall === "" && value.walls.length > 1 ? words.text("switching.otherWalls") : wallWords(wall, words),
          },
          { key: "scene", title: words.text("switching.field.scene"), render: (_, { scene }) => names.scene(scene) },
          {
            key: "outcome",
            title: words.text("switching.dry.outcome"),
            render: (_, { outcome }) => (
              <span data-outcome={outcome}>
                <span aria-hidden="true">{OUTCOME_SHAPE[outcome]}</span> {words.text(`switching.outcome.${outcome}`)}
              </span>
            ),
          },
          {
            key: "until",
            title: words.text("switching.dry.until"),
            render: (_, { until, outcome }) => {
              if (outcome !== "shown") return "—";
              return until === null ? words.text("switching.stays.ever") : clockText(until, words.timeZone);
            },
          },
          {
            key: "cause",
            title: words.text("switching.dry.cause"),
            render: (_, { label, alarm }) => label || (alarm ?? "—"),
          },
        ]}
      />
      {value.more > 0 && <p className="office-note">{words.text("switching.dry.more", { count: value.more })}</p>}
    </>
  );
}

/** How often it would have switched, and for how long at most; what nobody can know is said with it. */
function Counts({ value }: { readonly value: DryRunValue }) {
  const words = useWords();
  const { day, switches, longestMs, occasions, withoutFacts } = value;
  return (
    <div className="switching-counts" role="status">
      <p>
        <strong>
          {words.text("switching.dry.switched", { count: switches, day })}
          {switches > 0 && words.text("switching.dry.longest", { minutes: Math.ceil(longestMs / 60_000) })}
        </strong>
      </p>
      <p className="office-note">{words.text("switching.dry.occasions", { count: occasions })}</p>
      <p className="office-note">{words.text("switching.dry.unknown")}</p>
      {withoutFacts > 0 && (
        <p className="office-note">{words.text("switching.dry.withoutFacts", { count: withoutFacts })}</p>
      )}
    </div>
  );
}
