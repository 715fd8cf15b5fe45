/** All features of the wall; those with something to show over the map lie in its place. */
import { BordersFeature } from "./borders.tsx";
import { CamerasFeature } from "./cameras.tsx";
import { CaseAlarms } from "./case-alarms.tsx";
import { ComponentsFeature } from "./components.tsx";
import { CoverageFeature } from "./coverage.tsx";
import { FilterFeature } from "./filter.tsx";
import { HeatFeature } from "./heat.tsx";
import { LayersFeature } from "./layers.tsx";
import { MoversFeature } from "./movers.tsx";
import { ReplayFeature } from "./replay.tsx";
import { SearchFeature } from "./search.tsx";
import { SensorsFeature } from "./sensors.tsx";
import { ShadeFeature } from "./shade.tsx";
import { SnapshotFeature } from "./snapshot.tsx";

/** What lies over the map. */
export function MapFeatures() {
  return (
    <>
      <ShadeFeature />
      <BordersFeature />
      <HeatFeature />
      <CoverageFeature />
      <MoversFeature />
      <SensorsFeature />
      <CamerasFeature />
      <ComponentsFeature />
      <FilterFeature />
      <LayersFeature />
    </>
  );
}

/** What lies over the whole scene. */
export function SceneFeatures() {
  return (
    <>
      <CaseAlarms />
      <SearchFeature />
      <ReplayFeature />
      <SnapshotFeature />
    </>
  );
}
