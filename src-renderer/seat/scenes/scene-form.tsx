/** What a scene says of itself: its name, its filter, the time of its figures, and its night. */
import { Form, Input, InputNumber, Select, Switch } from "antd";
import { STAGES } from "../../../shared/case/state.ts";
import { WHICH } from "../../../shared/evaluation/columns.ts";
import { PERIODS } from "../../../shared/evaluation/period.ts";
import type { Scene, SceneFilter } from "../../../shared/scene.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";

const TIMES = ["", "live", "auto", ...PERIODS] as const;
/** What night is where a scene says nothing of it. */
const NIGHT = { from: "22:00", to: "06:30", percent: 60 } as const;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

export interface SceneFormProps {
  readonly scene: Scene;
  readonly onChange: (scene: Scene) => void;
}

export function SceneForm({ scene, onChange }: SceneFormProps) {
  const words = useWords();
  const departments = useView({ view: "departments" }).value ?? [];
  const majors = useMajors();
  const { filter = {} } = scene;
  const narrow = (part: Partial<SceneFilter>) => {
    const parts = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined);
    const { filter: _filter, ...rest } = scene;
    onChange(parts.length === 0 ? rest : { ...rest, filter: Object.fromEntries(parts) });
  };
  const title = (language: "zh-CN" | "en") => (
    <Form.Item label={words.text(`scenes.title.${language}`)}>
      <Input
        value={scene.title[language]}
        maxLength={60}
        status={scene.title[language] === "" ? "error" : ""}
        aria-label={words.text(`scenes.title.${language}`)}
        onChange={(event) => onChange({ ...scene, title: { ...scene.title, [language]: event.target.value } })}
      />
    </Form.Item>
  );
  return (
    <section aria-label={words.text("scenes.itself")}>
      <h3>{words.text("scenes.itself")}</h3>
      <Form layout="vertical" component="div" className="scene-fields">
        {title("zh-CN")}
        {title("en")}
        <Form.Item label={words.text("scenes.time")}>
          <Select<(typeof TIMES)[number]>
            value={scene.time ?? ""}
            aria-label={words.text("scenes.time")}
            options={TIMES.map((value) => ({ value, label: timeText(value, words.text) }))}
            onChange={(value) => {
              const { time: _time, ...rest } = scene;
              onChange(value === "" ? rest : { ...rest, time: value });
            }}
          />
        </Form.Item>
        <Form.Item label={words.text("filter.which")}>
          <Select
            allowClear
            value={filter.which ?? null}
            placeholder={words.text("scenes.any")}
            aria-label={words.text("filter.which")}
            options={WHICH.map((value) => ({ value, label: words.text(`scenes.which.${value}`) }))}
            onChange={(value) => narrow({ which: value ?? undefined })}
          />
        </Form.Item>
        <Form.Item label={words.text("filter.stage")}>
          <Select
            allowClear
            value={filter.stage ?? null}
            placeholder={words.text("scenes.any")}
            aria-label={words.text("filter.stage")}
            options={STAGES.map((value) => ({ value, label: words.text(`stage.${value}`) }))}
            onChange={(value) => narrow({ stage: value ?? undefined })}
          />
        </Form.Item>
        <Form.Item label={words.text("filter.major")}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            value={filter.major ?? null}
            placeholder={words.text("scenes.any")}
            aria-label={words.text("filter.major")}
            options={majors}
            onChange={(value) => narrow({ major: value ?? undefined })}
          />
        </Form.Item>
        <Form.Item label={words.text("filter.department")}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            value={filter.department ?? null}
            placeholder={words.text("scenes.any")}
            aria-label={words.text("filter.department")}
            options={departments.map((each) => ({ value: each.uid, label: words.name(each) }))}
            onChange={(value) => narrow({ department: value ?? undefined })}
          />
        </Form.Item>
        <Form.Item label={words.text("scenes.version")}>
          <Input
            value={scene.version}
            maxLength={40}
            aria-label={words.text("scenes.version")}
            onChange={(event) => onChange({ ...scene, version: event.target.value })}
          />
        </Form.Item>
      </Form>
      <Night scene={scene} onChange={onChange} />
    </section>
  );
}

function Night({ scene, onChange }: SceneFormProps) {
  const words = useWords();
  const { dim, ...rest } = scene;
  const put = (part: Partial<NonNullable<Scene["dim"]>>) => onChange({ ...rest, dim: { ...NIGHT, ...dim, ...part } });
  const clock = (side: "from" | "to") => (
    <Form.Item label={words.text(`scenes.dim.${side}`)}>
      <Input
        // Typed in full before it counts; begun anew with every time that does.
        key={dim?.[side]}
        type="time"
        defaultValue={dim?.[side]}
        aria-label={words.text(`scenes.dim.${side}`)}
        onChange={(event) => CLOCK.test(event.target.value) && put({ [side]: event.target.value })}
      />
    </Form.Item>
  );
  return (
    <>
      <p className="scene-switch">
        <Switch
          checked={dim !== undefined}
          aria-label={words.text("scenes.dim")}
          onChange={(own) => onChange(own ? { ...rest, dim: NIGHT } : rest)}
        />{" "}
        {words.text("scenes.dim")}
      </p>
      {dim !== undefined && (
        <Form layout="vertical" component="div" className="scene-fields">
          {clock("from")}
          {clock("to")}
          <Form.Item label={words.text("scenes.dim.percent")}>
            <InputNumber
              value={dim.percent}
              min={30}
              max={100}
              aria-label={words.text("scenes.dim.percent")}
              onChange={(value) => value !== null && put({ percent: Math.round(value) })}
            />
          </Form.Item>
        </Form>
      )}
    </>
  );
}

const timeText = (time: (typeof TIMES)[number], text: ReturnType<typeof useWords>["text"]): string =>
  time === "" ? text("scenes.time.left") : time === "live" ? text("scenes.time.live") : text(`period.${time}`);

/** Every 大类 that the hub has, as filters say it: "scheme/code". */
function useMajors(): { readonly value: string; readonly label: string }[] {
  const words = useWords();
  const classes = useView({ view: "classes" }).value ?? [];
  const majors = new Map(
    classes.map(({ scheme, majorCode, majorName, majorNameEn }) => [
      `${scheme}/${majorCode}`,
      words.name({ name: majorName, nameEn: majorNameEn }),
    ]),
  );
  return [...majors].map(([value, label]) => ({ value, label: `${label} · ${value}` }));
}
