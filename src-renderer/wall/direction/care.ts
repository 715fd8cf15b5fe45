/** Care for the screens of a wall: the picture moves a little all the time, and is dimmed at night (rules X46, X47). Pure. */
import type { SceneDim } from "../../../shared/scene.ts";
import { localTime } from "../../../shared/evaluation/period.ts";

/** How far the picture moves from its place at most, px, and how often it takes a step, ms of hub time at pace 1. */
export const DRIFT_PX = 12;
export const DRIFT_STEP_MS = 60_000;
/** Steps of the turn, and of the breathing of its radius: together the path closes after a long while only. */
const TURN_STEPS = 48;
const BREATH_STEPS = 130;

/**
 * How far the picture is moved. It goes by hub time, so that all windows of a wall move together.
 * @param pace hub ms per real ms: a city whose time runs faster does not shake
 */
export function driftAt(hubNow: number, pace: number): readonly [x: number, y: number] {
  const step = Math.floor(hubNow / (DRIFT_STEP_MS * pace));
  const radius = DRIFT_PX * Math.abs(Math.cos((Math.PI * (step % BREATH_STEPS)) / BREATH_STEPS));
  const angle = (2 * Math.PI * (step % TURN_STEPS)) / TURN_STEPS;
  return [Math.trunc(radius * Math.cos(angle)), Math.trunc(radius * Math.sin(angle))];
}

/** When and how far a wall is dimmed: local times "HH:MM", and the part of its light that is left, 0–1. */
export interface Dimming {
  readonly from: string;
  readonly to: string;
  readonly light: number;
}
export const NIGHT: Dimming = { from: "22:00", to: "06:30", light: 0.6 };

/** What a scene says of its night; one that says nothing has the hall's usual one. */
export const dimmingOf = (dim: SceneDim | undefined): Dimming =>
  dim === undefined ? NIGHT : { from: dim.from, to: dim.to, light: dim.percent / 100 };

const minutesOf = (time: string): number => {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
};

/**
 * The part of a wall's light that is left, 0–1.
 * @param alarm something called for eyes: then it is never dimmed
 */
export function lightAt(hubNow: number, timeZone: string, dimming: Dimming, alarm: boolean): number {
  if (alarm) return 1;
  const { hour, minute } = localTime(hubNow, timeZone);
  const [now, from, to] = [hour * 60 + minute, minutesOf(dimming.from), minutesOf(dimming.to)];
  const night = from <= to ? from <= now && now < to : now >= from || now < to;
  return night ? dimming.light : 1;
}
