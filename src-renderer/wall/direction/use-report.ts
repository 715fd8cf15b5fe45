/** Tells of this window each second, and at once when it shows something else, with its picture (rules X55, X56). */
import { useEffect, useRef } from "react";
import { ECHO_MS, type WindowReport } from "../../../shared/direction/wall.ts";
import type { Freshness } from "../../kit/freshness.ts";
import { useLink } from "../../link/react.ts";
import { openCapture, TAB_SHOTS } from "./capture.ts";
import { frameRate, measureWindow } from "./measure.ts";
import { shellPictures } from "./shell-pictures.ts";
import { isOfNow, reportOf } from "./report.ts";
import type { Direction } from "./use-direction.ts";

export interface OwnReport {
  readonly direction: Direction;
  /** Name of the scene that is drawn. */
  readonly scene: string;
  readonly freshness: Freshness;
  readonly replaying: boolean;
  readonly exercise: boolean;
  /** The browser may be asked for pictures of this tab. */
  readonly capture: boolean;
}

const monotonic = () => performance.now();

export function useReport(own: OwnReport): void {
  const link = useLink();
  const latest = useRef(own);
  useEffect(() => {
    latest.current = own;
  });
  const { direction, scene } = own;
  const { wall, shown } = direction;
  const rev = shown?.rev ?? 0;

  const asked = own.capture;
  const frames = useRef(0);
  const noPicture = useRef("");
  /** When another state or scene was drawn, monotonic ms. */
  const switchedAt = useRef(0);

  useEffect(() => {
    if (wall === null) return;
    const told = () => reportNow(latest.current, wall, frames.current, noPicture.current);
    const ofNow = () => (isOfNow(shell.cameAt(), switchedAt.current, monotonic()) ? shell.newest() : null);
    // The first picture of what was switched to is told as it comes: seats wait for it.
    let toldOf = 0;
    const shell = shellPictures(window, () => {
      const jpeg = ofNow();
      if (jpeg === null || document.hidden || toldOf === switchedAt.current) return;
      toldOf = switchedAt.current;
      void link.act({ do: "shows", report: told(), jpeg });
    });
    const capture = asked ? openCapture(TAB_SHOTS, monotonic) : null;
    let telling = false;
    const tell = async () => {
      if (telling) return; // a slow machine tells less often, and never two at once
      telling = true;
      frames.current = await frameRate();
      const jpeg = document.hidden ? null : (ofNow() ?? (await capture?.picture()) ?? null);
      noPicture.current = jpeg !== null ? "" : document.hidden ? "hidden" : (capture?.why() ?? "notGiven");
      telling = false;
      void link.act({ do: "shows", report: told(), jpeg });
    };
    const timer = setInterval(() => void tell(), ECHO_MS);
    void tell();
    return () => {
      clearInterval(timer);
      shell.close();
      capture?.close();
    };
  }, [link, wall, asked]);

  // What is shown now is told at once, without waiting for a picture of it.
  useEffect(() => {
    if (wall === null) return;
    switchedAt.current = monotonic();
    const timer = setTimeout(() => {
      void link.act({
        do: "shows",
        report: reportNow(latest.current, wall, frames.current, noPicture.current),
        jpeg: null,
      });
    }, 0);
    return () => clearTimeout(timer);
  }, [link, wall, rev, scene]);
}

function reportNow(own: OwnReport, wall: string, frames: number, noPicture: string): WindowReport {
  const { direction, ...rest } = own;
  return reportOf({
    ...rest,
    ...{ direction, wall, frames, noPicture },
    shownAt: direction.shownAt.current,
    measured: measureWindow(),
  });
}
