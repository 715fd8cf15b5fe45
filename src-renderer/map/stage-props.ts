/** What the map on the wall is given. It knows the parts, which know what else the map gives: hence a file of its own. */
import type { Language } from "../../shared/text.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { CameraLine } from "../../shared/view.ts";
import type { TrackColumns } from "../../shared/track.ts";
import type { RecurrenceGroup } from "../../shared/view.ts";
import type { PointBuffers } from "./buffers.ts";
import type { Parts } from "./parts/all.ts";
import type { Basemap, Bounds, GridFill, MapStatus, Padding, Pick, PointFilter, Selection } from "./props.ts";

export interface MapStageProps {
  /** Keep the same object while it is the same ground: a new one restyles the map. */
  readonly basemap: Basemap;
  /** The platform's extent; the map opens on it. */
  readonly bounds: Bounds | null;
  /** A loaded CSS font family, e.g. "Noto Sans SC Variable". */
  readonly fontFamily: string;
  readonly language: Language;
  /** Patched in place through `applyPoints`; the map notices by `version`, no new props are needed. */
  readonly points: PointBuffers | null;
  /** Which of the points are shown; another object for another filter. */
  readonly pointFilter: PointFilter;
  /** Hub time, epoch ms. */
  readonly hubNow: () => number;
  readonly grids: readonly RecordOf<"grids">[];
  /** What the unit grids are coloured with; null for nothing. */
  readonly fill: GridFill | null;
  /** The newest fixes; a new object for each message. */
  readonly tracks: TrackColumns | null;
  readonly units: readonly RecordOf<"units">[];
  readonly cameras: readonly CameraLine[];
  /** Spots where the same keeps coming back; none when they are not to be shown. */
  readonly spots: readonly RecurrenceGroup[];
  readonly selection: Selection | null;
  /** Not seen: draws nothing and keeps everything, to be there at once when it is seen again. */
  readonly paused: boolean;
  readonly onPick: (what: Pick) => void;
  /** Where every click lies, for who wants a place and not a thing. */
  readonly onPlace?: (lon: number, lat: number) => void;
  /** CSS pixels per unit `u`: window height / 1080, never below 1. */
  readonly pixelUnit: number;
  readonly onStatus: (status: MapStatus) => void;
  /** The living map's parts, to be filled by whoever shows them; null while there is no map. Another one after a rebuild. */
  readonly onParts: (parts: Parts | null) => void;
  readonly reducedMotion: boolean;
  readonly padding?: Padding;
}
