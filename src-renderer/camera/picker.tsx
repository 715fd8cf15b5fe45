/** Choosing cameras one by one: a list to search, over the tiles. */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { CameraGroup, CameraLine } from "../../shared/view.ts";
import { useWords } from "../kit/words.ts";
import { foundCameras, setOf, type SetChoice } from "./camera-set.ts";

/** More lines than this are found by typing, not by scrolling. */
const SHOWN = 300;

export interface PickerProps {
  readonly cameras: readonly CameraLine[];
  readonly groups: readonly CameraGroup[];
  readonly choice: SetChoice;
  readonly onChoice: (choice: SetChoice) => void;
  readonly onClose: () => void;
}

export function Picker({ cameras, groups, choice, onChoice, onClose }: PickerProps) {
  const words = useWords();
  const place = useRef<HTMLElement>(null);
  const [typed, type] = useState("");
  const picked = choice.by === "all" ? [] : setOf(choice, cameras, groups, []);
  const usable = cameras.filter(({ offers }) => offers.length > 0);
  const found = foundCameras(usable, typed);
  useEffect(() => {
    const before = document.activeElement;
    place.current?.querySelector("input")?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Letters here are no keys of the wall.
    event.stopPropagation();
    if (event.key === "Escape") onClose();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const all = [...event.currentTarget.querySelectorAll<HTMLElement>("input")];
      all[all.indexOf(document.activeElement as HTMLElement) + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
    } else return;
    event.preventDefault();
  };
  const toggle = (uid: number) =>
    onChoice({ by: "picked", uids: picked.includes(uid) ? picked.filter((each) => each !== uid) : [...picked, uid] });
  return (
    <section
      ref={place}
      className="video-picker"
      role="dialog"
      aria-label={words.text("video.pickTitle")}
      onKeyDown={onKeyDown}
    >
      <header>
        <h3>{words.text("video.pickTitle")}</h3>
        <span>{words.text("video.pickedCount", { count: picked.length })}</span>
        <button type="button" className="video-tool" onClick={() => onChoice({ by: "all" })}>
          {words.text("video.all")}
        </button>
        <button type="button" className="close" aria-label={words.text("video.pickClose")} onClick={onClose}>
          ✕
        </button>
      </header>
      <input
        type="search"
        value={typed}
        placeholder={words.text("video.pickType")}
        aria-label={words.text("video.pickType")}
        onChange={({ target }) => type(target.value)}
      />
      <ol>
        {found.slice(0, SHOWN).map((camera) => (
          <li key={camera.uid}>
            <label>
              <input type="checkbox" checked={picked.includes(camera.uid)} onChange={() => toggle(camera.uid)} />
              <span>{words.name(camera)}</span>
              <small>
                {words.text(camera.online === 1 && camera.outage === null ? "video.isOn" : "video.isOut")}
                {camera.kind === "ptz" && ` · ${words.text("video.isPtz")}`}
              </small>
            </label>
          </li>
        ))}
        {found.length === 0 && <li>{words.text("video.pickNone")}</li>}
        {found.length > SHOWN && <li>{words.text("video.pickMore", { count: found.length - SHOWN })}</li>}
      </ol>
    </section>
  );
}
