/** What the wall is narrowed to, in words, and handed on to the lists that a board opens. */
import { CASE_SOURCES } from "../../shared/case/case.ts";
import { narrowed, narrows, ofFlow, ONLY_PARTS, type OnlyPart } from "../../shared/only.ts";
import type { Only } from "../../shared/view.ts";
import type { WallKey, Words } from "../kit/text.ts";
import { useDesk, type Desk, type Drill, type OnlyName } from "./desk.ts";

/** Each part that narrows, in the order of the sentence, with its word. */
export function onlyWords(
  only: Only,
  names: readonly OnlyName[],
  words: Words,
): { readonly part: OnlyPart; readonly word: string }[] {
  return ONLY_PARTS.flatMap((part) => {
    if (only[part] === undefined) return [];
    const named = names.find((each) => each.part === part);
    const word = named === undefined ? wordOf(part, only, words) : words.name(named);
    return [{ part, word }];
  });
}

function wordOf(part: OnlyPart, only: Only, words: Words): string {
  switch (part) {
    case "source":
      return words.text(`source.${CASE_SOURCES[only.source ?? -1] ?? "other"}`);
    case "stage":
      return words.text(`stage.${only.stage ?? "reported"}`);
    case "which":
      return words.text(`measure.${only.which ?? "all"}`);
    default:
      return words.text(`filter.${part}.unknown`);
  }
}

/** What a board asks for besides its own question: nothing while the wall is not narrowed, so that walls share answers. */
export function useFlowOnly(): { readonly only?: Only } {
  const { only } = useDesk();
  return narrows(only) ? { only: ofFlow(only) } : {};
}

/** A figure's cases as the wall is narrowed: exactly those that the narrowed figure counted. */
export function narrowedDrill(drill: Drill, { only, onlyNames }: Pick<Desk, "only" | "onlyNames">): Drill {
  if (!narrows(only)) return drill;
  return { ...drill, query: narrowed(drill.query, ofFlow(only)), within: onlyNames };
}

export function useNarrow(): (drill: Drill) => Drill {
  const desk = useDesk();
  return (drill) => narrowedDrill(drill, desk);
}

/** Why a board has nothing to show, and what would change it. */
export function emptySentence(
  { noCases, only }: Pick<Desk, "noCases" | "only">,
  otherwise: WallKey,
  words: Words,
): string {
  return words.text(noCases ? "empty.noCases" : narrows(only) ? "filter.empty" : otherwise);
}
