/** The alarms in the head of every page: how many want somebody, the newest, and whether they sound. */
import { memo, useEffect, useRef, useState } from "react";
import { useWords } from "../../kit/words.ts";
import { bothTexts } from "../../kit/text.ts";
import { useView } from "../../link/react.ts";
import { useSeatActs } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { NOTHING_SOUNDED, dueTone } from "./sounding.ts";
import { openTones } from "./tones.ts";
import { ToneMark } from "./tone-mark.tsx";
import { subjectText } from "./words.ts";
import "./alarms.css";

export interface AlarmStripProps {
  /** 0 (off) to 1. */
  readonly volume: number;
  readonly onSound: (on: boolean) => void;
}

export const AlarmStrip = memo(function AlarmStrip({ volume, onSound }: AlarmStripProps) {
  const words = useWords();
  const { go } = useSeat();
  const { value } = useView({ view: "alarms" });
  const [tones] = useState(() => openTones());
  const sounded = useRef(NOTHING_SOUNDED);
  const [blocked, setBlocked] = useState(false);
  useEffect(() => () => tones.close(), [tones]);
  useEffect(() => {
    if (value === null) return;
    const due = dueTone(value, sounded.current, performance.now());
    sounded.current = due.sounded;
    if (due.tone !== null) setBlocked(!tones.play(due.tone, volume));
  }, [value, volume, tones]);
  useSeatActs([
    {
      id: "alarms.sound",
      group: "alarm",
      title: words.text("alarms.act.sound"),
      titles: bothTexts("alarms.act.sound"),
      key: "Alt+m",
      run: () => onSound(volume === 0),
    },
  ]);
  const open = value?.alarms.filter(({ state }) => state === "open") ?? [];
  const [first] = open;
  const label =
    first === undefined ? words.text("alarms.strip.none") : words.text("alarms.strip", { count: open.length });
  return (
    <div className="alarm-strip" data-tone={first?.risen ?? "none"}>
      <button type="button" aria-label={label} onClick={() => go("alarms")}>
        {first === undefined ? (
          <span>{label}</span>
        ) : (
          <>
            <ToneMark tone={first.risen} />
            <strong>{open.length}</strong>
            <span className="alarm-strip-newest">
              {words.name({ name: first.title, nameEn: first.titleEn })} {subjectText(first, words)}
            </span>
          </>
        )}
      </button>
      <button type="button" aria-pressed={volume > 0} onClick={() => onSound(volume === 0)}>
        {words.text(volume > 0 ? "alarms.sound.on" : "alarms.sound.off")}
      </button>
      {blocked && volume > 0 && <small role="status">{words.text("alarms.sound.blocked")}</small>}
    </div>
  );
});
