/** The sheet that ink lies on: over everything, and out of the way of clicks while the pen is put down. */
import { useEffect, useRef, type PointerEvent } from "react";
import { useReducedMotion } from "../kit/unit.ts";
import { useWords } from "../kit/words.ts";
import type { Channel } from "./channel.ts";
import { alive, segmentsOf, type InkPoint } from "./ink.ts";

export interface PenProps {
  readonly down: boolean;
  readonly channel: Channel;
}

/** A dark rim around light ink is seen on every ground, and by everybody. Units. */
const RIM = { width: 10, colour: "#0b1118" };
const CORE = { width: 5, colour: "#f5f9ff" };

export function Pen({ down, channel }: PenProps) {
  const words = useWords();
  const sheet = useRef<HTMLCanvasElement>(null);
  const ink = useRef<readonly InkPoint[]>([]);
  const frame = useRef(0);
  const stroke = useRef(0);
  const still = useReducedMotion();

  function draw(): void {
    frame.current = 0;
    const canvas = sheet.current;
    const context = canvas?.getContext("2d") ?? null;
    if (canvas === null || context === null) return;
    const now = performance.now();
    ink.current = alive(ink.current, now);
    const [width, height] = [canvas.clientWidth * devicePixelRatio, canvas.clientHeight * devicePixelRatio];
    if (canvas.width !== Math.round(width) || canvas.height !== Math.round(height)) {
      [canvas.width, canvas.height] = [Math.round(width), Math.round(height)];
    }
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.lineCap = "round";
    const unit = canvas.height / 1080;
    const segments = segmentsOf(ink.current, now, still);
    for (const { width: wide, colour } of [RIM, CORE]) {
      context.strokeStyle = colour;
      context.lineWidth = wide * unit;
      for (const { from, to, strength } of segments) {
        context.globalAlpha = strength;
        context.beginPath();
        context.moveTo(from.x * canvas.width, from.y * canvas.height);
        context.lineTo(to.x * canvas.width, to.y * canvas.height);
        context.stroke();
      }
    }
    canvas.dataset["ink"] = String(segments.length);
    if (ink.current.length > 0) frame.current = requestAnimationFrame(draw);
  }

  function add(point: Omit<InkPoint, "at">): void {
    ink.current = [...ink.current, { ...point, at: performance.now() }];
    if (frame.current === 0) frame.current = requestAnimationFrame(draw);
  }

  useEffect(
    () =>
      channel.hear((word) => {
        if (word.say === "ink") add(word);
      }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what draws keeps all it needs in refs
    [channel],
  );
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  function drawn(event: PointerEvent<HTMLCanvasElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    if (event.buttons === 0 || box.width === 0 || box.height === 0) return;
    const point = {
      stroke: stroke.current,
      x: (event.clientX - box.left) / box.width,
      y: (event.clientY - box.top) / box.height,
    };
    add(point);
    channel.tell({ say: "ink", ...point });
  }

  return (
    <>
      <canvas
        ref={sheet}
        className="briefing-ink"
        data-pen={down ? "down" : "up"}
        aria-hidden="true"
        onPointerDown={(event) => {
          // Numbers of strokes of two windows must not meet.
          stroke.current = Math.random();
          event.currentTarget.setPointerCapture(event.pointerId);
          drawn(event);
        }}
        onPointerMove={drawn}
      />
      {down && (
        <p className="briefing-pen" role="status">
          {words.text("briefing.pen")} <kbd>P</kbd>
        </p>
      )}
    </>
  );
}
