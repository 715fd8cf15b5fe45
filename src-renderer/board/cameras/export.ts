/** Writes the weeks of all cameras to a file that the person keeps. */
import { useState } from "react";
import type { CameraLine, WholeValues } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { useLink } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { dayOf, weeksCsv } from "./csv.ts";

/** The host answers within a second; a line that is cut may take its time. */
const PATIENCE_MS = 15_000;

/** @returns whether it is under way, and the function that begins it */
export function useWeeksExport(weeks: number, cameras: readonly CameraLine[]): readonly [boolean, () => Promise<void>] {
  const words = useWords();
  const link = useLink();
  const { departments, notify } = useDesk();
  const [running, run] = useState(false);

  /** The answer of one moment; null when none came. */
  const answered = () =>
    new Promise<WholeValues["cameraWeeks"] | null>((resolve) => {
      const source = link.whole({ view: "cameraWeeks", weeks });
      const end = (value: WholeValues["cameraWeeks"] | null) => {
        clearTimeout(timer);
        unsubscribe();
        resolve(value);
      };
      const look = () => {
        const { value, trouble } = source.get();
        if (value !== null || trouble !== null) end(value);
      };
      const timer = setTimeout(() => end(null), PATIENCE_MS);
      const unsubscribe = source.subscribe(look);
      look();
    });

  const begin = async () => {
    run(true);
    const rows = await answered();
    run(false);
    if (rows === null) return notify(words.text("cameraHealth.exportFailed"));
    const owner = (uid: number) => {
      const department = departments.get(uid);
      return department === undefined ? "" : words.name(department);
    };
    const table = weeksCsv(rows, new Map(cameras.map((camera) => [camera.uid, camera])), owner, words);
    const day = dayOf(link.hubNow() ?? rows[0]?.weeks.at(-1)?.week ?? 0, words.timeZone);
    save(`${words.text("cameraHealth.fileName", { day })}.csv`, table);
    notify(words.text("cameraHealth.exported", { count: rows.length }));
  };
  return [running, begin];
}

/** Hands a text to the browser as a file. */
function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it once this turn is over.
  setTimeout(() => URL.revokeObjectURL(address));
}
