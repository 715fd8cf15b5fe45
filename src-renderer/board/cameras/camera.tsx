/** One camera: where it hangs, how well it is, who has looked. */
import { useContext } from "react";
import type { CameraValue } from "../../../shared/view.ts";
import { ClockContext, Panel } from "../../kit/panel.tsx";
import { durationText, momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { BackButton } from "../back.tsx";
import type { ThingProps } from "../coverage/place.tsx";
import { useDesk } from "../desk.ts";
import { Entry } from "../entry.tsx";
import { CameraCode } from "./code.tsx";
import { Looks } from "./looks.tsx";
import { EditKey } from "./register-key.tsx";
import { useCameraRights } from "./rights.ts";
import { CameraMark } from "./state-mark.tsx";
import { Weeks } from "./weeks.tsx";
import { reasonOf, sightText, sinceText, stateOf } from "./words.ts";
import "./cameras.css";

/** How close the map goes to a camera. */
const ZOOM = 17;
const LOOKS_SHOWN = 10;
const OUTAGES_SHOWN = 10;

export function CameraDetail({ uid, onBack, onClose }: ThingProps) {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "camera", uid });
  // Null is the answer for one that is gone; the panel takes null for "not loaded", so wrap it.
  const loaded = { ...view, value: view.rev === 0 ? null : { found: view.value } };
  const found = view.value;
  const now = hubNow() ?? found?.line.outage?.since ?? 0;
  return (
    <div className="drawer-content">
      <Panel
        name="camera"
        title={
          <span className="cases-title">
            <BackButton onBack={onBack} />
            {words.text("camera.title")}
          </span>
        }
        tools={
          <button type="button" className="close" onClick={onClose} aria-label={words.text("cases.close")}>
            ✕
          </button>
        }
        source={desk.source}
        view={loaded}
        empty={view.rev > 0 && found === null ? words.text("camera.gone") : null}
      >
        {found !== null && (
          <article className="case camera-detail" data-camera={uid}>
            <h3>
              <CameraMark state={stateOf(found.line)} />
              {words.name(found.line)}
            </h3>
            <Keys found={found} />
            <Facts found={found} now={now} />
            <h4>{words.text("camera.weeks")}</h4>
            <Weeks weeks={found.weeks} target={null} />
            <Outages found={found} now={now} />
            <Looked uid={uid} now={now} />
          </article>
        )}
      </Panel>
    </div>
  );
}

/** What can be done with it from here. */
function Keys({ found: { line, register } }: { readonly found: CameraValue }) {
  const words = useWords();
  const desk = useDesk();
  const { lon, lat } = line;
  return (
    <p className="camera-keys">
      {desk.showCamera !== undefined && (
        <button type="button" className="camera-key" data-show-tile onClick={() => desk.showCamera?.(line.uid)}>
          {words.text("camera.showTile")}
        </button>
      )}
      {lon !== null && lat !== null && (
        <button type="button" className="camera-key" onClick={() => desk.goTo({ lon, lat, zoom: ZOOM })}>
          {words.text("camera.showOnMap")}
        </button>
      )}
      {register !== null && <EditKey uid={line.uid} />}
    </p>
  );
}

function Facts({ found: { line, groups }, now }: { readonly found: CameraValue; readonly now: number }) {
  const words = useWords();
  const desk = useDesk();
  const grids = useView({ view: "grids" }).value;
  const allGroups = useView({ view: "cameraGroups" }).value;
  const owner = desk.departments.get(line.department);
  const grid = grids?.find(({ uid }) => uid === line.unitGrid);
  const state = stateOf(line);
  const names = (allGroups ?? []).filter(({ uid }) => groups.includes(uid)).map((group) => words.name(group));
  const kinds = [...new Set(line.offers.map(({ use }) => use))];
  return (
    <dl>
      <Entry label={words.text("camera.stateLabel")}>
        {words.text(`camera.state.${state}`)}
        {line.outage !== null && <small>{sinceText(line.outage.since, now, words)}</small>}
      </Entry>
      <Entry label={words.text("camera.kindLabel")}>
        {words.text(`camera.kind.${line.kind === "ptz" ? "ptz" : "fixed"}`)}
        {line.guard === "restricted" && <small>{words.text("camera.guard.restricted")}</small>}
      </Entry>
      <Entry label={words.text("camera.owner")}>{owner === undefined ? "—" : words.name(owner)}</Entry>
      <Entry label={words.text("camera.grid")}>{grid === undefined ? "—" : grid.code}</Entry>
      <Entry label={words.text("camera.sightLabel")}>
        {line.lon === null
          ? words.text("camera.unlocated")
          : (sightText(line, words) ?? words.text("camera.sight.none"))}
      </Entry>
      <Entry label={words.text("camera.code")}>
        <CameraCode code={line.code} />
      </Entry>
      <Entry label={words.text("camera.streams")}>
        {kinds.length === 0
          ? words.text("camera.noStreams")
          : kinds.map((use) => words.text(`camera.use.${use}`)).join(words.language === "en" ? ", " : "、")}
      </Entry>
      <Entry label={words.text("camera.groups")}>
        {names.length === 0 ? "—" : names.join(words.language === "en" ? ", " : "、")}
      </Entry>
      <Entry label={words.text("camera.watchedFrom")}>
        {line.watchedFrom === null
          ? words.text("camera.neverWatched")
          : momentText(line.watchedFrom, now, words.timeZone, words.language)}
      </Entry>
    </dl>
  );
}

function Outages({ found: { outages }, now }: { readonly found: CameraValue; readonly now: number }) {
  const words = useWords();
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  return (
    <>
      <h4>{words.text("camera.outages")}</h4>
      {outages.length === 0 ? (
        <p className="camera-note">{words.text("camera.noOutages")}</p>
      ) : (
        <ol className="camera-outages">
          {outages.slice(0, OUTAGES_SHOWN).map(({ fromAt, toAt, why }) => (
            <li key={fromAt} data-outage={fromAt}>
              <CameraMark state={reasonOf(why)} />
              <span>{words.text(`camera.state.${reasonOf(why)}`)}</span>
              <span className="camera-note">
                {words.text(toAt === null ? "camera.outageOn" : "camera.outage", {
                  from: moment(fromAt),
                  to: toAt === null ? "" : moment(toAt),
                  span: durationText((toAt ?? now) - fromAt, words.language),
                })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** The last who looked; nothing on a machine that may not see persons. */
function Looked({ uid, now }: { readonly uid: number; readonly now: number }) {
  const words = useWords();
  const { personal } = useCameraRights();
  const looks = useView({ view: "looks", camera: uid, limit: LOOKS_SHOWN }).value ?? [];
  if (!personal) return null;
  return (
    <>
      <h4>{words.text("looks.title")}</h4>
      {looks.length === 0 ? (
        <p className="camera-note">{words.text("looks.none")}</p>
      ) : (
        <Looks looks={looks} now={now} />
      )}
    </>
  );
}
