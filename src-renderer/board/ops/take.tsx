/** 复盘: asks for how long, writes the after-action file, and says where it lies. */
import { useEffect, useRef, useState } from "react";
import type { ActResult, HostAct } from "../../../shared/wire/port.ts";
import { useWords } from "../../kit/words.ts";
import { bytesText } from "../sync/words.ts";

/** Stretches that end now, minutes. */
const MINUTES = [10, 60, 240, 720] as const;

interface TakeProps {
  readonly act: (what: HostAct) => Promise<ActResult>;
  /** Hub time now; null before the hub was heard. */
  readonly now: () => number | null;
  readonly onClose: () => void;
}

type Stand =
  | { readonly is: "asking" }
  | { readonly is: "writing" }
  | { readonly is: "told"; readonly result: ActResult };

export function TakeCard({ act, now, onClose }: TakeProps) {
  const words = useWords();
  const [minutes, setMinutes] = useState<(typeof MINUTES)[number]>(60);
  const [stand, setStand] = useState<Stand>({ is: "asking" });
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const write = async () => {
    const to = now();
    if (to === null) return;
    setStand({ is: "writing" });
    setStand({ is: "told", result: await act({ do: "blackBox", from: to - minutes * 60_000, to }) });
  };
  const told = stand.is === "told" ? stand.result : null;
  return (
    <div className="sync-shade" onClick={onClose}>
      <section
        className="sync-support ops-take"
        role="dialog"
        aria-modal="true"
        aria-label={words.text("ops.take")}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") onClose();
        }}
      >
        <h2>{words.text("ops.take")}</h2>
        <p>{words.text("ops.takeAbout")}</p>
        <p className="switch" role="group" aria-label={words.text("ops.takeSpan")}>
          {MINUTES.map((each) => (
            <button key={each} type="button" aria-pressed={each === minutes} onClick={() => setMinutes(each)}>
              {words.text("ops.takeMinutes", { minutes: each })}
            </button>
          ))}
        </p>
        <p role="status" data-took={told?.did ?? ""}>
          {stand.is === "writing" && words.text("ops.takeWriting")}
          {told?.did === "blackBox" && (
            <>
              {words.text("ops.takeDone", {
                ...{ pictures: told.pictures, acts: told.acts },
                bytes: bytesText(told.bytes),
              })}{" "}
              {told.oneOf > 1 && words.text("ops.takeThinned", { count: told.oneOf })}
              <span className="sync-path" data-took-file={told.file}>
                {told.file}
              </span>
            </>
          )}
          {told?.did === "not" && <span className="sync-trouble">{words.trouble(told.trouble)}</span>}
        </p>
        <p className="sync-keys">
          <button ref={first} type="button" data-take disabled={stand.is === "writing"} onClick={() => void write()}>
            {words.text("ops.takeWrite")}
          </button>
          <button type="button" onClick={onClose}>
            {words.text("ops.takeClose")}
          </button>
        </p>
      </section>
    </div>
  );
}
