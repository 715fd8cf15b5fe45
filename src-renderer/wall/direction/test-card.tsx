/**
 * 测试图: which window this is, how large it truly is, and whether the screen shows it whole, sharp, in its colours and at the
 * right time. Everything on it is measured at the window itself.
 */
import { useEffect, useRef, useState } from "react";
import { clockText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useLink, useView } from "../../link/react.ts";
import { measureWindow, type Measured } from "./measure.ts";
import type { Direction } from "./use-direction.ts";

/** Colour bars of 75 %, as on every test card, from the brightest. */
const BARS = ["#bfbfbf", "#bfbf00", "#00bfbf", "#00bf00", "#bf00bf", "#bf0000", "#0000bf"] as const;
/** Steps of grey, 0–255: the two darkest and the two brightest must be told apart. */
const GREYS = [0, 8, 16, 48, 80, 112, 144, 176, 208, 239, 247, 255] as const;
/** Sizes of text, in units. */
const SIZES = [14, 18, 24, 32, 56] as const;

export interface TestCardProps {
  readonly direction: Pick<Direction, "wall" | "display" | "region">;
  readonly onClose: () => void;
  readonly measure?: () => Measured;
}

export function TestCard({ direction, onClose, measure = measureWindow }: TestCardProps) {
  const words = useWords();
  const machine = useView({ view: "session" }).value?.machine ?? "";
  const [measured, setMeasured] = useState<Measured>(measure);
  useEffect(() => {
    const look = () => setMeasured(measure());
    const timer = setInterval(look, 1_000);
    window.addEventListener("resize", look);
    return () => {
      clearInterval(timer);
      window.removeEventListener("resize", look);
    };
  }, [measure]);
  const { x, y, w, h } = direction.region;
  const { width, height, ratio, canvasWidth, canvasHeight, unit, gpu } = measured;
  const lines = [
    ["directed.cardWall", `${direction.wall ?? "—"} · ${direction.display}`],
    ["directed.cardHost", machine || "—"],
    ["directed.cardRegion", `${x}, ${y} · ${w} × ${h} / 24 × 24`],
    [
      "directed.cardWindow",
      `${width} × ${height} CSS px · ${Math.round(width * ratio)} × ${Math.round(height * ratio)} px`,
    ],
    ["directed.cardRatio", String(ratio)],
    ["directed.cardCanvas", canvasWidth === 0 ? "—" : `${canvasWidth} × ${canvasHeight} px`],
    ["directed.cardUnit", `${unit.toFixed(3)} px`],
    ["directed.cardGpu", gpu || "—"],
  ] as const;
  return (
    <section
      className="test-card"
      data-test-card={direction.display}
      aria-label={words.text("directed.card")}
      onClick={onClose}
    >
      <div className="card-border" aria-hidden="true" />
      <div className="card-bars" aria-hidden="true">
        {BARS.map((colour) => (
          <i key={colour} style={{ background: colour }} />
        ))}
      </div>
      <div className="card-greys" aria-hidden="true">
        {GREYS.map((grey) => (
          <i key={grey} style={{ background: `rgb(${grey} ${grey} ${grey})`, color: grey < 128 ? "#fff" : "#000" }}>
            {grey}
          </i>
        ))}
      </div>
      <div className="card-middle">
        <strong>{direction.display}</strong>
        <dl>
          {lines.map(([key, value]) => (
            <div key={key}>
              <dt>{words.text(key)}</dt>
              <dd data-card={key.slice("directed.card".length)}>{value}</dd>
            </div>
          ))}
        </dl>
        <Clock />
      </div>
      <div className="card-sizes">
        {SIZES.map((size) => (
          <p key={size} style={{ fontSize: `calc(${size} * var(--u))` }}>
            {size}u · {words.text("directed.cardSample")} 0123456789
          </p>
        ))}
      </div>
      <div className="card-grid" aria-hidden="true" />
    </section>
  );
}

/** Hub time to the millisecond, drawn with every frame: two windows that stand side by side show whether they agree. */
function Clock() {
  const words = useWords();
  const link = useLink();
  const place = useRef<HTMLTimeElement>(null);
  useEffect(() => {
    let frame = requestAnimationFrame(function draw() {
      const now = link.hubNow();
      if (place.current !== null && now !== null) {
        const ms = String(Math.floor(now % 1_000)).padStart(3, "0");
        place.current.textContent = `${clockText(now, words.timeZone)}.${ms}`;
      }
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [link, words.timeZone]);
  return <time ref={place} className="card-clock" />;
}
