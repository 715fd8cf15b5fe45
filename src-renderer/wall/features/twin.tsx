/** Everything on the map as lists, for the keyboard: what a click on a mark opens, a line of these opens too. */
import { useState } from "react";
import { useDesk } from "../../board/desk.ts";
import { useNarrow } from "../../board/only.ts";
import { drillOfGroup } from "../../board/spot.ts";
import { useWords } from "../../kit/words.ts";
import { useTracks, useView } from "../../link/react.ts";
import type { TrackColumns } from "../../../shared/track.ts";
import { useFeatures, type ShadeChoice } from "./feature.ts";
import { cellText, useShade } from "./shade.tsx";
import { isFew, valueOf } from "./shade-fill.ts";
import { drillOfShade, namedCell } from "./shade-query.ts";

/** Kinds of things on the map, in the order of the tabs. */
export const TWINS = ["grids", "cameras", "units", "sensors", "places", "spots", "components"] as const;
export type TwinName = (typeof TWINS)[number];

/** More lines than this are found by typing, not by scrolling. */
const SHOWN = 200;
const SPOTS = 300;
/** How close the map goes to one thing. */
const ZOOM = 16.5;
const NO_ROWS: readonly never[] = [];

interface Line {
  readonly key: number | string;
  readonly title: string;
  readonly note: string;
  readonly open: () => void;
}

/** The lines whose words hold what was typed, and how many of them do. */
export function found(
  lines: readonly Line[],
  typed: string,
): { readonly shown: readonly Line[]; readonly more: number } {
  const wanted = typed.trim().toLowerCase();
  const all = lines.filter(({ title, note }) => `${title} ${note}`.toLowerCase().includes(wanted));
  return { shown: all.slice(0, SHOWN), more: Math.max(0, all.length - SHOWN) };
}

export function Twin({ of }: { readonly of: TwinName }) {
  switch (of) {
    case "grids":
      return <Grids />;
    case "cameras":
      return <Cameras />;
    case "units":
      return <Units />;
    case "sensors":
      return <Sensors />;
    case "places":
      return <Places />;
    case "spots":
      return <Spots />;
    case "components":
      return <Components />;
  }
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const words = useWords();
  const [typed, type] = useState("");
  const { shown, more } = found(lines, typed);
  return (
    <>
      <input
        className="twin-search"
        type="search"
        value={typed}
        placeholder={words.text("twin.type")}
        aria-label={words.text("twin.type")}
        onChange={(event) => type(event.target.value)}
      />
      <ol className="filter-choices twin-lines">
        {shown.map(({ key, title, note, open }) => (
          <li key={key}>
            <button type="button" title={`${title} · ${note}`} data-line={key} onClick={open}>
              <span>{title}</span>
              <small>{note}</small>
            </button>
          </li>
        ))}
        {lines.length === 0 && <li>{words.text("twin.nothing")}</li>}
        {more > 0 && <li>{words.text("twin.more", { count: more })}</li>}
      </ol>
    </>
  );
}

/** Grids, worst first as the map shades them; without a shade by a figure, by open cases. */
function Grids() {
  const words = useWords();
  const desk = useDesk();
  const narrow = useNarrow();
  const { shade } = useFeatures();
  const by: Extract<ShadeChoice, { by: "figure" }> =
    shade.by === "figure" ? shade : { by: "figure", indicator: "open", level: "unitGrid" };
  const value = useShade(by).value;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const areas = useView({ view: "areas" }).value ?? NO_ROWS;
  const worst = value?.rate === true && value.better === "up" ? 1 : -1;
  const cells = (value?.cells ?? NO_ROWS).toSorted(
    (a, b) => Number(isFew(a)) - Number(isFew(b)) || worst * (valueOf(a) - valueOf(b)),
  );
  const lines = cells.map((cell): Line => {
    const named = namedCell(cell.key, by.level, grids, areas);
    const note = cellText(by.indicator, cell, words);
    return {
      key: cell.key,
      title: words.name(named),
      note: isFew(cell) ? `${note} · ${words.text("twin.few")}` : note,
      open: () => desk.open(narrow(drillOfShade(by, cell.key, named, desk.period))),
    };
  });
  return <Lines lines={lines} />;
}

function Cameras() {
  const words = useWords();
  const desk = useDesk();
  const rows = useView({ view: "cameras" }).value ?? NO_ROWS;
  const lines = rows.map((camera): Line => {
    const state = words.text(camera.online === 1 ? "notice.cameraOnline" : "notice.cameraOffline");
    const { lon, lat } = camera;
    const title = words.name(camera) || camera.code;
    return {
      key: camera.uid,
      title,
      note: lon === null || lat === null ? `${state} · ${words.text("case.unlocated")}` : state,
      open: () => {
        if (lon !== null && lat !== null) desk.goTo({ lon, lat, zoom: ZOOM });
        desk.notify(`${title} · ${state}`);
      },
    };
  });
  return <Lines lines={lines} />;
}

function Units() {
  const words = useWords();
  const desk = useDesk();
  const rows = useView({ view: "units" }).value ?? NO_ROWS;
  const [tracks, setTracks] = useState<TrackColumns | null>(null);
  useTracks(setTracks);
  const placed = new Map(Array.from(tracks?.uid ?? NO_ROWS, (uid, i) => [uid, i] as const));
  const lines = rows.map((unit): Line => {
    const at = placed.get(unit.uid);
    return {
      key: unit.uid,
      title: words.name(unit) || unit.plate || unit.id,
      note: at === undefined ? words.text("twin.noFix") : unit.plate,
      open: () => {
        if (tracks !== null && at !== undefined) {
          desk.goTo({ lon: tracks.lon[at] as number, lat: tracks.lat[at] as number, zoom: ZOOM });
        }
        desk.openThing({ kind: "unit", uid: unit.uid });
      },
    };
  });
  return <Lines lines={lines} />;
}

function Sensors() {
  const words = useWords();
  const desk = useDesk();
  const rows = useView({ view: "sensors" }).value ?? NO_ROWS;
  const lines = rows.map(({ sensor, silent, values }): Line => {
    const over = values.some((value) => value.over);
    return {
      key: sensor.uid,
      title: words.name(sensor) || sensor.id,
      note: words.text(silent ? "twin.silent" : over ? "twin.over" : "twin.within"),
      open: () => {
        desk.goTo({ lon: sensor.lon, lat: sensor.lat, zoom: ZOOM });
        desk.openThing({ kind: "sensor", uid: sensor.uid });
      },
    };
  });
  return <Lines lines={lines} />;
}

function Places() {
  const words = useWords();
  const desk = useDesk();
  const rows = useView({ view: "places" }).value ?? NO_ROWS;
  const lines = rows.map((row): Line => ({
    key: row.uid,
    title: words.name(row) || row.code,
    note: row.code,
    open: () => {
      desk.goTo({ lon: row.lon, lat: row.lat, zoom: ZOOM });
      desk.openThing({ kind: "place", uid: row.uid });
    },
  }));
  return <Lines lines={lines} />;
}

function Spots() {
  const words = useWords();
  const desk = useDesk();
  const groups = useView({ view: "recurrence", limit: SPOTS }).value?.groups ?? NO_ROWS;
  const lines = groups.map((group): Line => ({
    key: group.uids[0] ?? 0,
    title: words.name({ name: group.className, nameEn: group.classNameEn }) || words.text("issues.unnamed"),
    note: `${words.text("shade.cases", { count: group.count })} · ${group.address || words.text("case.noAddress")}`,
    open: () => desk.open(drillOfGroup(group)),
  }));
  return <Lines lines={lines} />;
}

/** Up to a million of them: found by search, which lists them as the map shows them. */
function Components() {
  const words = useWords();
  const { setOverlay } = useFeatures();
  return (
    <div className="twin-components">
      <p>{words.text("twin.componentsBySearch")}</p>
      <button type="button" className="filter-act" onClick={() => setOverlay("search")}>
        {words.text("twin.search")} <kbd>/</kbd>
      </button>
    </div>
  );
}
