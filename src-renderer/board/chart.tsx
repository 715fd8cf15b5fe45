/** The one file that knows ECharts. Drawn once for each set of values; nothing animates, nothing is left behind. */
import { useEffect, useRef } from "react";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use as register, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { FONT_FAMILY } from "../kit/fonts.ts";
import { usePixelUnit } from "../kit/unit.ts";

register([BarChart, LineChart, GridComponent, CanvasRenderer]);

export interface TrendChartProps {
  readonly labels: readonly string[];
  readonly reported: readonly number[];
  readonly closed: readonly number[];
}

/** Room for the axes in units; `.trend-hours` in trend.css lies over the rest. */
const MARGIN = { left: 40, right: 4, top: 10, bottom: 22 };

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Reported as bars from zero, closed as a line. */
export function TrendChart({ labels, reported, closed }: TrendChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const u = usePixelUnit();

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = init(element, null, { renderer: "canvas" });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    const text = { fontFamily: FONT_FAMILY, fontSize: 14 * u, color: colour("--dim") };
    const every = Math.max(1, Math.round(labels.length / 6));
    chart.current?.setOption(
      {
        animation: false,
        grid: {
          left: MARGIN.left * u,
          right: MARGIN.right * u,
          top: MARGIN.top * u,
          bottom: MARGIN.bottom * u,
        },
        xAxis: {
          type: "category",
          data: [...labels],
          axisLine: { lineStyle: { color: colour("--line"), width: u } },
          axisTick: { show: false },
          axisLabel: { ...text, interval: (i: number) => i % every === 0, margin: 6 * u },
        },
        yAxis: {
          type: "value",
          min: 0,
          minInterval: 1,
          splitNumber: 3,
          axisLabel: { ...text, margin: 6 * u },
          splitLine: { lineStyle: { color: colour("--line"), width: u } },
        },
        series: [
          {
            type: "bar",
            data: [...reported],
            barCategoryGap: "28%",
            itemStyle: { color: colour("--blue"), borderRadius: [2 * u, 2 * u, 0, 0] },
            silent: true,
          },
          {
            type: "line",
            data: [...closed],
            symbol: "none",
            lineStyle: { color: colour("--cyan"), width: 2 * u },
            itemStyle: { color: colour("--cyan") },
            silent: true,
          },
        ],
      },
      { notMerge: true },
    );
    // The values decide, not the arrays that carry them: a redraw of the panel must not redraw the chart.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [labels.join(), reported.join(), closed.join(), u]);

  return <div ref={place} className="trend-chart" aria-hidden="true" />;
}
