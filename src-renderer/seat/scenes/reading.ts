/** Scenes between text and grid: read, judged in words, and numbered. */
import { useCallback } from "react";
import { parseSceneFile } from "../../../shared/rules/scenes.ts";
import { readSceneDraft, type PanelName, type Scene } from "../../../shared/scene.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { SHAPES, type Item } from "./scene-edit.ts";

/** A scene of a JSON text, as far as it has been made; null for what cannot be laid on a grid. */
export function readDraft(text: string): Scene | null {
  try {
    return readSceneDraft(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What a panel is called. */
export function useItemName(): (item: Item) => string {
  const words = useWords();
  return useCallback((item) => words.text(`scenes.panel.${item}`), [words]);
}

/** Why the hub would not take the scene, in words; null when it would. The same functions judge it that the hub goes by. */
export function faultOf(name: string, text: string, nameOf: (item: Item) => string, words: Words): string | null {
  try {
    parseSceneFile(`scenes/${name}.json`, JSON.parse(text));
    return null;
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    const { code, params } = error.trouble;
    if (code === "sceneTooSmall") {
      return words.trouble({ code, params: { ...params, panel: nameOf(params["panel"] as PanelName | "map") } });
    }
    // Of a whole layout it is said which one, in words.
    const shape = SHAPES.find((each) => params["path"] === `layouts.${each}`);
    return words.trouble(
      shape === undefined ? error.trouble : { code, params: { ...params, path: words.text(`scenes.shape.${shape}`) } },
    );
  }
}

/** The version to write: the next number where nobody typed another than the one in force. */
export function nextVersion(typed: string, inForce: string): string {
  if (typed !== inForce) return typed;
  return /^\d{1,6}$/.test(inForce) ? String(Number(inForce) + 1) : inForce === "" ? "2" : inForce;
}
