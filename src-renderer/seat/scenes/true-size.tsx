/** The scene in the true pixels of a wall: frames, names and the sizes of texts, to be scrolled through. */
import { Select } from "antd";
import { useState } from "react";
import { pixelUnitOf } from "../../../shared/direction/distance.ts";
import { smallestUnits } from "../../../shared/direction/legible.ts";
import { SCENE_COLUMNS, SCENE_ROWS, type Scene } from "../../../shared/scene.ts";
import { useWords } from "../../kit/words.ts";
import { useItemName } from "./reading.ts";
import { laidOn, textOf, type Shape } from "./scene-edit.ts";

/** Windows that walls have, pixels; what a scene says of its own wall comes before them. */
const SIZES: Readonly<Record<Shape, readonly (readonly [number, number])[]>> = {
  standard: [
    [1920, 1080],
    [3840, 2160],
  ],
  wide: [
    [7680, 2160],
    [5760, 1080],
  ],
};
/** Of the design: the title of a panel, what stands in it, and notes, units. */
const TEXTS = { title: 18, figure: 32 } as const;
/** Height of the wall's head, units. */
const HEAD = 64;

export function TrueSize({ scene, shape }: { readonly scene: Scene; readonly shape: Shape }) {
  const words = useWords();
  const nameOf = useItemName();
  const { viewing } = scene;
  const own = viewing === undefined ? [] : [[viewing.width, viewing.height] as const];
  const sizes = [...own.filter(([w, h]) => w >= 3 * h === (shape === "wide")), ...SIZES[shape]];
  const [asked, ask] = useState("");
  const [width, height] = sizes.find((size) => size.join() === asked) ?? sizes[0] ?? [1920, 1080];
  const unit = pixelUnitOf(width, height);
  // What is drawn are the wall's pixels, whatever this screen scales by.
  const px = (pixels: number) => `${pixels / (globalThis.devicePixelRatio || 1)}px`;
  const layout = scene.layouts[shape];
  return (
    <>
      <Select
        className="scene-sizes"
        value={`${width},${height}`}
        aria-label={words.text("scenes.trueSize.of")}
        options={[...new Map(sizes.map((size) => [size.join(), size])).values()].map(([w, h]) => ({
          value: `${w},${h}`,
          label: `${w} × ${h}`,
        }))}
        onChange={ask}
      />
      <div className="scene-true" tabIndex={0} role="region" aria-label={words.text("scenes.act.trueSize")}>
        <div style={{ width: px(width), height: px(height), paddingTop: px(HEAD * unit) }}>
          <p style={{ fontSize: px(24 * unit), height: px(HEAD * unit) }}>{scene.title[words.language]}</p>
          <div className="scene-true-grid">
            {laidOn(layout)
              .filter(({ item }) => item !== "drawer")
              .map(({ item, place }) => {
                const scale = (textOf(layout, item) / 100) * unit;
                const least = item === "drawer" ? 0 : smallestUnits(item);
                return (
                  <div
                    key={item}
                    data-true={item}
                    style={{
                      left: `${(place.x / SCENE_COLUMNS) * 100}%`,
                      top: `${(place.y / SCENE_ROWS) * 100}%`,
                      width: `${(place.w / SCENE_COLUMNS) * 100}%`,
                      height: `${(place.h / SCENE_ROWS) * 100}%`,
                      padding: px(16 * scale),
                    }}
                  >
                    <strong style={{ fontSize: px(TEXTS.title * scale) }}>{nameOf(item)}</strong>
                    {item !== "map" && <span style={{ fontSize: px(TEXTS.figure * scale) }}>29,220</span>}
                    <span style={{ fontSize: px(least * scale) }}>
                      {words.text("scenes.trueSize.note", { pixels: Math.round(least * scale) })}
                    </span>
                  </div>
                );
              })}
          </div>
        </div>
      </div>
    </>
  );
}
