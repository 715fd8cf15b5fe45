import type * as Electron from "electron";
import type { Display, Screen } from "electron";
import { WHOLE_WALL, type Region } from "../../shared/direction/wall.ts";
import { chooseDisplays, matchDisplays, regionsOf, type DisplayMark } from "./displays.ts";
import { openSlot, type SlotOptions } from "./wall-slot.ts";

type BrowserWindow = Electron.BrowserWindow;

export interface WallOptions extends SlotOptions {
  readonly screen: Screen;
  /** Displays the scene is drawn for. */
  readonly displays: number;
  /** Address of the page for a window, counted from 0, that shows this part of the wall. */
  readonly address: (slot: number, region?: Region) => string;
}

export interface Wall {
  windows(): readonly BrowserWindow[];
  close(): void;
}

/** Displays report in bursts when a cable moves; they are looked at once it is quiet (ms). */
const QUIET_MS = 1_500;

/** Opens one window for each display of the scene, and keeps each where it belongs and alive. */
export function openWall(options: WallOptions): Wall {
  const { screen, log } = options;
  const wishes = chooseDisplays(screen.getAllDisplays().map(markOf), options.displays);
  const regions = regionsOf(wishes.map(({ bounds }) => bounds));
  const slots = wishes.map((wish, slot) => {
    const region = regions[slot] ?? WHOLE_WALL;
    return openSlot({ ...options, address: (each) => options.address(each, region) }, slot, wish.bounds);
  });
  let timer: NodeJS.Timeout | null = null;

  const arrange = (): void => {
    matchDisplays(wishes, screen.getAllDisplays().map(markOf)).forEach((display, slot) => {
      if (display !== null) {
        slots[slot]?.show(display.bounds);
        return;
      }
      log(`window ${slot}: its display is away`);
      slots[slot]?.hide();
    });
  };
  const later = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(arrange, QUIET_MS);
  };
  screen.on("display-added", later);
  screen.on("display-removed", later);
  screen.on("display-metrics-changed", later);
  for (const display of screen.getAllDisplays()) {
    if (display.scaleFactor !== 1) log(`display ${display.label}: scale ${display.scaleFactor}; set walls to 100 %`);
  }

  return {
    windows: () => slots.flatMap((slot) => slot.current() ?? []),
    close: () => {
      if (timer !== null) clearTimeout(timer);
      for (const slot of slots) slot.close();
      screen.off("display-added", later);
      screen.off("display-removed", later);
      screen.off("display-metrics-changed", later);
    },
  };
}

function markOf({ id, label, bounds }: Display): DisplayMark {
  return { id, label, bounds };
}
