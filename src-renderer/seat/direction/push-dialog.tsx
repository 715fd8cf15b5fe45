/** Where to: which wall, which part of it, for how long; and what would come of it. */
import { Alert, Modal, Segmented, Select } from "antd";
import { useState, type KeyboardEvent } from "react";
import type { Pushed, Region, WallState } from "../../../shared/direction/wall.ts";
import { cannotDirect, pushForecast, type Asker } from "../../board/direction/may.ts";
import { usePushedName } from "../../board/direction/names.ts";
import { FIRST_REGION } from "../../board/direction/region.ts";
import { RegionGrid } from "../../board/direction/region-grid.tsx";
import { useWalls, wallLines } from "../../board/direction/walls.ts";
import { useKept } from "../../kit/kept.ts";
import { useWords } from "../../kit/words.ts";
import type { Words } from "../../kit/text.ts";
import { useSeat } from "../shell/desk.ts";
import "./direction.css";

/** Minutes that are offered; 0 until it is taken back. The hub takes up to eight hours. */
const MINUTES = [1, 5, 15, 30, 60, 0] as const;

export interface PushChoice {
  readonly wall: string;
  readonly region: Region;
  readonly seconds: number;
  /** What the thing is called. */
  readonly name: string;
}

export interface PushDialogProps {
  readonly what: Pushed;
  /** Why it was not done, in words; null when it was. */
  readonly onSend: (choice: PushChoice) => Promise<string | null>;
  readonly onClose: () => void;
}

export function PushDialog({ what, onSend, onClose }: PushDialogProps) {
  const words = useWords();
  const { person, role } = useSeat();
  const name = usePushedName(what);
  const { value, trouble } = useWalls();
  const [chosen, choose] = useKept("push.wall", "");
  const [region, setRegion] = useKept<Region>("push.region", FIRST_REGION);
  const [minutes, setMinutes] = useKept<number>("push.minutes", 5);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const lines = wallLines(value).filter(({ windows }) => windows.length > 0);
  const wall = lines.find((line) => line.name === chosen) ?? lines[0] ?? null;
  const asker: Asker = { role, person: person?.uid ?? 0 };
  const cannot = wall === null ? null : cannotDirect("push", asker, wall.state, words);
  /** With another choice, what was said against the last one is over. */
  const anew =
    <T,>(change: (next: T) => void) =>
    (next: T) => {
      setFailed(null);
      change(next);
    };

  const send = async () => {
    if (wall === null || busy || cannot !== null) return;
    setBusy(true);
    const why = await onSend({ wall: wall.name, region, seconds: minutes * 60, name });
    setFailed(why);
    setBusy(false);
  };
  // Enter sends from anywhere but a list that is open.
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    if ((event.target as HTMLElement).closest(".ant-select, button") !== null && !event.ctrlKey) return;
    event.preventDefault();
    void send();
  };
  return (
    <Modal
      open
      width="min(92vw, calc(760 * var(--u)))"
      title={words.text("hall.push.what", { name })}
      okText={words.text("hall.push")}
      cancelText={words.text("seat.cancel")}
      okButtonProps={{ disabled: wall === null || cannot !== null, loading: busy }}
      onOk={() => void send()}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="push-dialog" data-push-dialog onKeyDown={onKey}>
        {trouble !== null && <Alert type="error" showIcon title={words.trouble(trouble)} />}
        {value?.current === false && <Alert type="warning" showIcon title={words.text("hall.cut")} />}
        {wall === null ? (
          <p role="status">{words.text(value === null ? "hall.loading" : "hall.none")}</p>
        ) : (
          <>
            {lines.length > 1 && (
              <label>
                {words.text("hall.wall")}
                <Select
                  value={wall.name}
                  options={lines.map((line) => ({ value: line.name, label: line.name }))}
                  onChange={anew(choose)}
                />
              </label>
            )}
            <RegionGrid wall={wall} region={region} onRegion={anew(setRegion)} />
            <p className="seat-note">{words.text("hall.region.help")}</p>
            <div className="push-time">
              <span id="push-time">{words.text("hall.push.time")}</span>
              <Segmented
                aria-labelledby="push-time"
                value={minutes}
                options={MINUTES.map((each) => ({ value: each, label: minutesText(each, words) }))}
                onChange={anew(setMinutes)}
              />
            </div>
            <p className="push-forecast" role="status">
              {cannot ?? forecastText(region, asker, wall.state, words)}
            </p>
          </>
        )}
        {failed !== null && <Alert type="error" showIcon title={failed} />}
      </div>
    </Modal>
  );
}

export const minutesText = (minutes: number, words: Words): string =>
  minutes === 0 ? words.text("hall.push.untilBack") : words.text("hall.minutes", { count: minutes });

function forecastText(region: Region, asker: Asker, state: WallState | null, words: Words): string {
  const found = pushForecast(region, asker, state);
  switch (found.comes) {
    case "free":
      return words.text("hall.push.free");
    case "replaces":
      return words.text("hall.push.replaces");
    case "before":
    case "waits": {
      const names = [...new Set(found.pushes.map((push) => push.name))].join(words.language === "en" ? ", " : "、");
      return words.text(`hall.push.${found.comes}`, { names, count: found.pushes.length });
    }
  }
}
