/** Switches of the video panel: layout, set, round, and the bar of the decode budget. */
import { VIDEO_LAYOUTS, type VideoLayout } from "../../shared/scene.ts";
import type { CameraGroup } from "../../shared/view.ts";
import { useBeat } from "../kit/tick.ts";
import { useWords } from "../kit/words.ts";
import type { SetChoice } from "./camera-set.ts";
import { pauseTour, useFocusedCamera, useTourPaused } from "./video-desk.ts";

const DWELLS = [10, 15, 20, 30, 60, 120] as const;
/** Layouts with one large tile say so. */
const NAMED: Partial<Record<VideoLayout, string>> = { 6: "1+5", 8: "1+7", 13: "1+12" };

export interface ToolsProps {
  readonly layout: VideoLayout;
  readonly onLayout: (layout: VideoLayout) => void;
  readonly choice: SetChoice;
  readonly groups: readonly CameraGroup[];
  readonly onChoice: (choice: SetChoice) => void;
  readonly dwellSeconds: number;
  readonly onDwell: (seconds: number) => void;
  readonly picking: boolean;
  readonly onPicking: (open: boolean) => void;
  readonly touring: boolean;
  readonly left: () => number | null;
  readonly onNext: () => void;
  /** Of the decode budget, in small pictures. */
  readonly used: number;
  readonly limit: number;
}

export function Tools(props: ToolsProps) {
  const { layout, onLayout, choice, groups, onChoice, picking, onPicking, touring, used, limit } = props;
  const words = useWords();
  return (
    <div className="video-tools">
      <select
        aria-label={words.text("video.layout")}
        data-tool="layout"
        value={layout}
        onChange={({ target }) => onLayout(Number(target.value) as VideoLayout)}
      >
        {VIDEO_LAYOUTS.map((each) => (
          <option key={each} value={each}>
            {words.text("video.tiles", { count: each })}
            {NAMED[each] === undefined ? "" : ` (${NAMED[each]})`}
          </option>
        ))}
      </select>
      <select
        aria-label={words.text("video.set")}
        data-tool="set"
        value={choice.by === "group" ? String(choice.uid) : choice.by}
        onChange={({ target }) => {
          if (target.value === "all") onChoice({ by: "all" });
          else if (target.value === "picked") onPicking(true);
          else onChoice({ by: "group", uid: Number(target.value) });
        }}
      >
        <option value="all">{words.text("video.all")}</option>
        {groups.map((group) => (
          <option key={group.uid} value={group.uid}>
            {words.name(group)}
          </option>
        ))}
        <option value="picked">{words.text("video.picked")}</option>
      </select>
      <button
        type="button"
        className="video-tool"
        data-tool="pick"
        aria-expanded={picking}
        onClick={() => onPicking(!picking)}
      >
        {words.text("video.pick")}
      </button>
      {touring && <Round {...props} />}
      <Budget used={used} limit={limit} />
    </div>
  );
}

function Round({ dwellSeconds, onDwell, left, onNext }: ToolsProps) {
  const words = useWords();
  const stopped = useTourPaused();
  const alone = useFocusedCamera() !== null;
  const seconds = useBeat(() => {
    const ms = left();
    return ms === null ? null : Math.ceil(ms / 1_000);
  });
  const standing = stopped ? words.text("video.stopped") : alone ? words.text("video.waiting") : null;
  const dwells = [...new Set([...DWELLS, dwellSeconds])].toSorted((a, b) => a - b);
  return (
    <>
      <select
        aria-label={words.text("video.dwell")}
        data-tool="dwell"
        value={dwellSeconds}
        onChange={({ target }) => onDwell(Number(target.value))}
      >
        {dwells.map((each) => (
          <option key={each} value={each}>
            {words.text("video.dwellSeconds", { count: each })}
          </option>
        ))}
      </select>
      <button type="button" className="video-tool" data-tool="pause" aria-pressed={stopped} onClick={pauseTour}>
        {words.text(stopped ? "video.goOn" : "video.stop")} <kbd>P</kbd>
      </button>
      <button type="button" className="video-tool" data-tool="next" onClick={onNext}>
        {words.text("video.next")}
      </button>
      <span className="video-left" data-left={seconds ?? ""}>
        {standing ?? words.text("video.left", { seconds: seconds ?? 0 })}
      </span>
    </>
  );
}

function Budget({ used, limit }: { readonly used: number; readonly limit: number }) {
  const words = useWords();
  const label = words.text("video.budget", { used, limit });
  return (
    <span className="video-budget" title={words.text("video.budgetWhy")} data-used={used} data-limit={limit}>
      {label}
      <span className="bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, (used / Math.max(1, limit)) * 100)}%` }} />
      </span>
    </span>
  );
}
