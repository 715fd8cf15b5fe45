/** The distance check: from where the wall is looked at, what it is made of, and which texts can be read there. */
import { Button, Form, InputNumber, Switch } from "antd";
import { LEAST_ARC_MINUTES, percentFor, type Viewing } from "../../../shared/direction/distance.ts";
import { textsOf, type PanelText } from "../../../shared/direction/legible.ts";
import type { Scene } from "../../../shared/scene.ts";
import { useWords } from "../../kit/words.ts";
import { useItemName } from "./reading.ts";
import { withText, type Shape } from "./scene-edit.ts";
import { layoutFor } from "../../../shared/scene.ts";

export interface DistanceProps {
  readonly scene: Scene;
  readonly onChange: (scene: Scene) => void;
}

/** A hall to begin with: a wall of 4.8 m by 2.7 m with lamps of 1.25 mm. */
const FIRST: Viewing = { metres: 6, pitchMm: 1.25, width: 3840, height: 2160 };
const FIELDS = [
  { name: "metres", min: 0.5, max: 100, step: 0.5 },
  { name: "pitchMm", min: 0.1, max: 20, step: 0.1 },
  { name: "width", min: 320, max: 32_768, step: 1 },
  { name: "height", min: 240, max: 16_384, step: 1 },
] as const;

/** Never rounded up to what would do. */
const tenths = (value: number) => Math.floor(value * 10) / 10;

export function Distance({ scene, onChange }: DistanceProps) {
  const words = useWords();
  const { viewing, ...rest } = scene;
  return (
    <section aria-label={words.text("scenes.distance")} data-distance>
      <h3>{words.text("scenes.distance")}</h3>
      <p className="scene-switch">
        <Switch
          checked={viewing !== undefined}
          aria-label={words.text("scenes.distance.on")}
          onChange={(on) => onChange(on ? { ...rest, viewing: FIRST } : rest)}
        />{" "}
        {words.text("scenes.distance.on")}
      </p>
      {viewing !== undefined && (
        <>
          <Form layout="vertical" component="div" className="scene-fields">
            {FIELDS.map(({ name, min, max, step }) => (
              <Form.Item key={name} label={words.text(`scenes.distance.${name}`)}>
                <InputNumber
                  {...{ min, max, step }}
                  value={viewing[name]}
                  aria-label={words.text(`scenes.distance.${name}`)}
                  onChange={(value) =>
                    value !== null &&
                    onChange({ ...scene, viewing: { ...viewing, [name]: step === 1 ? Math.round(value) : value } })
                  }
                />
              </Form.Item>
            ))}
          </Form>
          <Judged scene={scene} viewing={viewing} onChange={onChange} />
        </>
      )}
    </section>
  );
}

function Judged({ scene, viewing, onChange }: DistanceProps & { readonly viewing: Viewing }) {
  const words = useWords();
  const nameOf = useItemName();
  const texts = textsOf(scene, viewing);
  const shape: Shape = layoutFor(scene, viewing.width, viewing.height) === scene.layouts.wide ? "wide" : "standard";
  const wrong = texts.filter(({ readable }) => !readable);
  const helped = () =>
    onChange(
      wrong.reduce((now, { panel, units }) => withText(now, shape, panel, percentFor(units, viewing) ?? 200), scene),
    );
  return (
    <>
      <p className="seat-note">{words.text("scenes.distance.rule", { least: LEAST_ARC_MINUTES })}</p>
      <table className="scene-texts">
        <thead>
          <tr>
            <th scope="col">{words.text(`scenes.shape.${shape}`)}</th>
            <th scope="col">{words.text("scenes.distance.minutes")}</th>
            <th scope="col">{words.text("scenes.distance.helps")}</th>
          </tr>
        </thead>
        <tbody>
          {texts.map((text) => (
            <tr key={text.panel} data-readable={text.readable} data-panel={text.panel}>
              <th scope="row">{nameOf(text.panel)}</th>
              <td>
                <span aria-hidden="true">{text.readable ? "●" : "▲"}</span>{" "}
                {words.text(text.readable ? "scenes.distance.yes" : "scenes.distance.no", {
                  minutes: tenths(text.minutes).toFixed(1),
                })}
              </td>
              <td>{helpText(text, words.text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {wrong.some(({ helps }) => helps.percent !== null) && (
        <Button onClick={helped} data-act="larger">
          {words.text("scenes.distance.larger")}
        </Button>
      )}
    </>
  );
}

function helpText({ readable, helps, percent }: PanelText, text: ReturnType<typeof useWords>["text"]): string {
  const near = { metres: tenths(helps.metres).toFixed(1) };
  if (readable) return text("scenes.distance.upTo", near);
  return helps.percent === null || helps.percent <= percent
    ? text("scenes.distance.nearer", near)
    : text("scenes.distance.help", { ...near, percent: helps.percent });
}
