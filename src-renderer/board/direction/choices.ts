/** The scenes and playlists that a wall can be asked for, by their titles: those of the hub, and those that ship beneath them. */
import { useMemo } from "react";
import type { BothLanguages } from "../../../shared/rules/check.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";

export interface Choice {
  readonly name: string;
  readonly title: string;
}

const shipped = import.meta.glob<BothLanguages>("../../../resources/scenes/*.json", { eager: true, import: "title" });

/** The order in which scenes are offered; others follow by name. */
const ORDER = [
  ...["overview", "live", "backlog", "patrol", "cameras", "ranking", "dust", "vehicles", "emergency", "leaders"],
  "hotspots",
];
const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
const byPlace = (a: Choice, b: Choice) => place(a.name) - place(b.name) || (a.name < b.name ? -1 : 1);

const SHIPPED: ReadonlyMap<string, BothLanguages> = new Map(
  Object.entries(shipped).map(([path, title]) => [path.slice(path.lastIndexOf("/") + 1, -".json".length), title]),
);

/** What a rule file says it is called; null when its text says nothing of the kind. */
function titleIn(body: string): BothLanguages | null {
  try {
    const read = JSON.parse(body) as { title?: Partial<BothLanguages> } | null;
    const { "zh-CN": zh, en } = read?.title ?? {};
    return typeof zh === "string" && typeof en === "string" ? { "zh-CN": zh, en } : null;
  } catch {
    return null; // told of where rule files are looked after
  }
}

const inWords = (title: BothLanguages, words: Words) => words.name({ name: title["zh-CN"], nameEn: title.en });

/** Files that can be asked for, by title. A broken one is not offered. */
export function choicesOf(
  files: readonly Pick<RecordOf<"rules">, "name" | "body" | "trouble">[],
  beneath: ReadonlyMap<string, BothLanguages>,
  words: Words,
): readonly Choice[] {
  const titles = new Map<string, string>();
  for (const [name, title] of beneath) titles.set(name, inWords(title, words));
  for (const { name, body, trouble } of files) {
    const title = titleIn(body);
    if (trouble === "") titles.set(name, title === null ? name : inWords(title, words));
  }
  return [...titles].map(([name, title]) => ({ name, title })).toSorted(byPlace);
}

const NO_ROWS: readonly never[] = [];
const NONE: ReadonlyMap<string, BothLanguages> = new Map();

export function useScenes(): readonly Choice[] {
  const words = useWords();
  const files = useView({ view: "ruleFiles", kind: "scenes" }).value ?? NO_ROWS;
  return useMemo(() => choicesOf(files, SHIPPED, words), [files, words]);
}

export function usePlaylists(): readonly Choice[] {
  const words = useWords();
  const files = useView({ view: "ruleFiles", kind: "playlists" }).value ?? NO_ROWS;
  return useMemo(() => choicesOf(files, NONE, words), [files, words]);
}

export const titleOf = (choices: readonly Choice[], name: string): string =>
  choices.find((choice) => choice.name === name)?.title ?? name;
