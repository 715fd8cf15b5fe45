/** 摄像机在线率: how many can be looked through, since when the others cannot, and whose they are. */
import { useContext, useMemo, useState, type ReactNode } from "react";
import type { CameraHealth, CameraLine } from "../../../shared/view.ts";
import { countText, rateText } from "../../kit/number.ts";
import { ClockContext, Panel } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { BackButton } from "../back.tsx";
import type { ThingProps } from "../coverage/place.tsx";
import { useDesk } from "../desk.ts";
import { useWeeksExport } from "./export.ts";
import { OwnerCameras, Owners } from "./owners.tsx";
import { OutNow, Worst } from "./out-now.tsx";
import { RegisterKey } from "./register-key.tsx";
import { Weeks } from "./weeks.tsx";
import "./cameras.css";

/** Weeks that the board counts. */
const WEEKS = 8;
const NO_CAMERAS: readonly CameraLine[] = [];

/** As a panel of a scene. */
export function CameraHealthBoard() {
  return <Health />;
}

/** As a card in the drawer. */
export function CameraHealthDetail({ onBack, onClose }: ThingProps) {
  const words = useWords();
  return (
    <div className="drawer-content">
      <Health
        before={<BackButton onBack={onBack} />}
        after={
          <button type="button" className="close" onClick={onClose} aria-label={words.text("cases.close")}>
            ✕
          </button>
        }
      />
    </div>
  );
}

interface HealthProps {
  /** Stand before and after the title of the panel. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
}

function Health({ before, after }: HealthProps) {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "cameraHealth", weeks: WEEKS });
  const lines = useView({ view: "cameras" }).value ?? NO_CAMERAS;
  const cameras = useMemo(() => new Map(lines.map((line) => [line.uid, line] as const)), [lines]);
  const [owner, setOwner] = useState<number | null>(null);
  const [running, begin] = useWeeksExport(WEEKS, lines);
  const health = view.value;
  // Before the clock is known an outage is told as of its beginning.
  const now = hubNow() ?? Math.max(0, ...(health?.out ?? []).map(({ since }) => since));
  return (
    <Panel
      name="cameraHealth"
      title={
        before === undefined ? (
          words.text("cameraHealth.title")
        ) : (
          <span className="cases-title">
            {before}
            {words.text("cameraHealth.title")}
          </span>
        )
      }
      tools={
        <>
          <span className="camera-tools">
            <RegisterKey />
            {health !== null && health.all > 0 && (
              <button type="button" className="camera-key" data-export disabled={running} onClick={() => void begin()}>
                {words.text(running ? "cameraHealth.exporting" : "cameraHealth.export")}
              </button>
            )}
          </span>
          {after}
        </>
      }
      source={desk.source}
      foot={words.text("cameraHealth.foot")}
      view={view}
      empty={health !== null && health.all === 0 ? words.text("cameraHealth.empty") : null}
    >
      {health !== null && (
        <div className="camera-health">
          <div className="camera-health-top">
            <Online health={health} />
            <Weeks weeks={health.weeks} target={health.target} />
          </div>
          {owner === null ? (
            <div className="camera-health-lists">
              <OutNow out={health.out} cameras={cameras} now={now} />
              <Owners owners={health.owners} target={health.target} onOpen={setOwner} />
              <Worst worst={health.worst} cameras={cameras} now={now} />
            </div>
          ) : (
            <OwnerCameras owner={owner} cameras={lines} weeks={WEEKS} now={now} onBack={() => setOwner(null)} />
          )}
        </div>
      )}
    </Panel>
  );
}

/** The rate of now with its counts, beside the target. */
function Online({ health }: { readonly health: CameraHealth }) {
  const words = useWords();
  const { online, all, target } = health;
  const below = target !== null && online < target * all;
  const goal = target === null ? "" : rateText({ n: Math.round(target * 1000), d: 1000 });
  return (
    <p className="camera-rate-now">
      <b
        className={below ? "camera-rate amber" : "camera-rate"}
        data-figure="cameraHealth.online"
        data-value={online}
        data-of={all}
      >
        {rateText({ n: online, d: all })}
      </b>
      <span>
        {words.text("cameraHealth.online", {
          online: countText(online, words.language),
          all: countText(all, words.language),
        })}
      </span>
      <small>
        {target === null
          ? words.text("cameraHealth.noTarget")
          : words.text(below ? "cameraHealth.belowTarget" : "cameraHealth.target", { target: goal })}
      </small>
    </p>
  );
}
