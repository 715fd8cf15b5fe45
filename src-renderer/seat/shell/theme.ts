/** The look of the seat (design: look.md) as the component library's tokens, in pixels of the window's unit. */
import { theme as algorithms, type ThemeConfig } from "antd";
import { pixelUnitOf } from "../../../shared/direction/distance.ts";
import type { TextSize, ThemeName } from "./comfort.ts";

/** Text of a seat is read from an arm's length: its unit never goes below this, CSS pixels. */
const SMALLEST_PX = 0.8;
const FACTOR: Readonly<Record<TextSize, number>> = { normal: 1, large: 1.15, largest: 1.3 };

/** CSS pixels per unit of a seat in a window of this size. */
export function seatUnit(width: number, height: number, size: TextSize): number {
  return Math.round(Math.max(SMALLEST_PX, pixelUnitOf(width, height)) * FACTOR[size] * 100) / 100;
}

/** Colours by theme; theme.css has the same. `onBlue` is text upon blue, red, amber and green. */
const COLOURS: Readonly<Record<ThemeName, Readonly<Record<ColourName, string>>>> = {
  dark: {
    page: "#0b1118",
    panel: "#121a24",
    raised: "#182331",
    line: "#1e2a38",
    edge: "#3d5470",
    text: "#e6edf5",
    dim: "#9fb1c9",
    faint: "#6f839c",
    blue: "#4ea1ff",
    red: "#ff6b6d",
    amber: "#ffb020",
    green: "#35c48a",
    onBlue: "#04101d",
    tip: "#dfe8f3",
    onTip: "#0b1118",
  },
  dusk: {
    page: "#05080c",
    panel: "#0b1118",
    raised: "#111a25",
    line: "#182230",
    edge: "#34475e",
    text: "#b8c4d2",
    dim: "#8496ad",
    faint: "#5f728a",
    blue: "#4289d6",
    red: "#dd5a5c",
    amber: "#c98d22",
    green: "#2e9d70",
    onBlue: "#02070c",
    tip: "#b8c4d2",
    onTip: "#05080c",
  },
  light: {
    page: "#f4f6f8",
    panel: "#ffffff",
    raised: "#eaf0f6",
    line: "#d9e0e8",
    edge: "#8494a7",
    text: "#15202d",
    dim: "#475a70",
    faint: "#6b7c90",
    blue: "#0a5fbd",
    red: "#c0211f",
    amber: "#8a5a00",
    green: "#0b6b41",
    onBlue: "#ffffff",
    tip: "#1c2a3a",
    onTip: "#ffffff",
  },
};
type ColourName =
  | "page"
  | "panel"
  | "raised"
  | "line"
  | "edge"
  | "text"
  | "dim"
  | "faint"
  | "blue"
  | "red"
  | "amber"
  | "green"
  | "onBlue"
  | "tip"
  | "onTip";

/**
 * The tokens of a theme.
 * @param unit CSS pixels per unit
 * @param still true where the system asks for reduced motion
 */
export function seatTheme(name: ThemeName, unit: number, still: boolean): ThemeConfig {
  const c = COLOURS[name];
  const px = (units: number) => Math.max(1, Math.round(units * unit * 10) / 10);
  return {
    algorithm: name === "light" ? algorithms.defaultAlgorithm : algorithms.darkAlgorithm,
    token: {
      fontFamily: '"Noto Sans SC Variable", sans-serif',
      fontSize: px(15),
      fontSizeSM: px(14),
      fontSizeLG: px(17),
      fontSizeHeading1: px(24),
      fontSizeHeading2: px(20),
      fontSizeHeading3: px(18),
      fontSizeHeading4: px(16),
      fontSizeHeading5: px(15),
      lineHeight: 1.35,
      controlHeight: px(32),
      controlHeightSM: px(26),
      controlHeightLG: px(40),
      sizeUnit: px(4),
      sizeStep: px(4),
      borderRadius: px(4),
      lineWidth: 1,
      motion: !still,
      colorPrimary: c.blue,
      colorInfo: c.blue,
      colorLink: c.blue,
      colorLinkHover: c.text,
      colorError: c.red,
      colorErrorText: c.red,
      colorWarning: c.amber,
      colorSuccess: c.green,
      colorBgBase: c.page,
      colorBgLayout: c.page,
      colorBgContainer: c.panel,
      colorBgElevated: c.raised,
      colorBgSpotlight: c.tip,
      colorTextBase: c.text,
      colorText: c.text,
      colorTextSecondary: c.dim,
      colorTextTertiary: c.dim,
      colorTextQuaternary: c.faint,
      colorTextPlaceholder: c.dim,
      colorTextDescription: c.dim,
      colorTextDisabled: c.faint,
      colorTextLightSolid: c.onBlue,
      colorBorder: c.edge,
      colorBorderSecondary: c.line,
      colorSplit: c.line,
      controlOutline: c.blue,
      controlOutlineWidth: px(2),
    },
    components: {
      Tooltip: { colorTextLightSolid: c.onTip },
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Form: { itemMarginBottom: px(16), verticalLabelPadding: `0 0 ${px(4)}px` },
      Table: { headerBg: c.raised, rowHoverBg: c.raised },
    },
  };
}
