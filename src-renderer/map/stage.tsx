/** The map of the wall. */
import { useRef } from "react";
import type { MapStageProps } from "./props.ts";

export function MapStage(props: MapStageProps) {
  const container = useRef<HTMLDivElement>(null);
  return <div ref={container} className="map-stage" data-language={props.language} style={{ position: "absolute", inset: 0 }} />;
}
