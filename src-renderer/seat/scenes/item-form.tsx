/** What is chosen on the grid: where it lies, how large its texts are, and what a video panel begins with. */
import { Button, Form, Input, InputNumber, Select } from "antd";
import { TEXT_PERCENTS } from "../../../shared/direction/distance.ts";
import { SCENE_COLUMNS, SCENE_ROWS, VIDEO_LAYOUTS, type Place, type Scene } from "../../../shared/scene.ts";
import { useWords } from "../../kit/words.ts";
import { useItemName } from "./reading.ts";
import { laidOn, placed, removed, textOf, withText, withVideo, type Item, type Shape } from "./scene-edit.ts";

export interface ItemFormProps {
  readonly scene: Scene;
  readonly shape: Shape;
  readonly item: Item;
  readonly onChange: (scene: Scene) => void;
}

const SIDES = ["x", "y", "w", "h"] as const;

export function ItemForm({ scene, shape, item, onChange }: ItemFormProps) {
  const words = useWords();
  const nameOf = useItemName();
  const layout = scene.layouts[shape];
  const place = laidOn(layout).find((each) => each.item === item)?.place;
  if (place === undefined) return null;
  const video = item === "video" ? layout.panels.find(({ panel }) => panel === "video")?.video : undefined;
  const put = (part: Partial<Place>) => onChange(placed(scene, shape, item, { ...place, ...part }));
  return (
    <section aria-label={nameOf(item)} data-item-form={item}>
      <h3>{nameOf(item)}</h3>
      <Form layout="vertical" component="div" className="scene-fields">
        {SIDES.map((side) => (
          <Form.Item key={side} label={words.text(`scenes.side.${side}`)}>
            <InputNumber
              value={place[side]}
              min={side === "x" || side === "y" ? 0 : 1}
              max={side === "x" || side === "w" ? SCENE_COLUMNS : SCENE_ROWS}
              aria-label={words.text(`scenes.side.${side}`)}
              onChange={(value) => value !== null && put({ [side]: value })}
            />
          </Form.Item>
        ))}
        {item !== "drawer" && (
          <Form.Item label={words.text("scenes.text")}>
            <Select
              value={textOf(layout, item)}
              aria-label={words.text("scenes.text")}
              options={TEXT_PERCENTS.map((value) => ({ value, label: `${value} %` }))}
              onChange={(value) => onChange(withText(scene, shape, item, value))}
            />
          </Form.Item>
        )}
        {video !== undefined && (
          <>
            <Form.Item label={words.text("scenes.video.layout")}>
              <Select
                value={video.layout}
                aria-label={words.text("scenes.video.layout")}
                options={VIDEO_LAYOUTS.map((value) => ({ value, label: String(value) }))}
                onChange={(value) => onChange(withVideo(scene, shape, { ...video, layout: value }))}
              />
            </Form.Item>
            <Form.Item label={words.text("scenes.video.dwell")}>
              <InputNumber
                value={video.dwellSeconds}
                min={5}
                max={600}
                aria-label={words.text("scenes.video.dwell")}
                onChange={(value) =>
                  value !== null && onChange(withVideo(scene, shape, { ...video, dwellSeconds: Math.round(value) }))
                }
              />
            </Form.Item>
            <Form.Item label={words.text("scenes.video.group")}>
              <Input
                value={video.group}
                maxLength={80}
                aria-label={words.text("scenes.video.group")}
                placeholder={words.text("scenes.video.all")}
                onChange={(event) => onChange(withVideo(scene, shape, { ...video, group: event.target.value }))}
              />
            </Form.Item>
          </>
        )}
      </Form>
      {item !== "drawer" && (
        <Button danger onClick={() => onChange(removed(scene, shape, item))} data-act="remove">
          {words.text("scenes.act.remove")} <kbd>Del</kbd>
        </Button>
      )}
    </section>
  );
}
