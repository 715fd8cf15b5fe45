/** Titles of direction rules and playlists by their ids, from the files in force; a file that cannot be read names nothing. */
import { useMemo } from "react";
import type { Language } from "../../../shared/text.ts";
import { useView } from "../../link/react.ts";

export interface RuleTitles {
  readonly rule: (id: string, language: Language) => string | null;
  readonly playlist: (name: string, language: Language) => string;
}

type Titles = ReadonlyMap<string, Readonly<Partial<Record<Language, string>>>>;

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // the hub publishes no such file; a title is not worth a broken wall
  }
}

const titleOf = (thing: unknown) => {
  const title = (thing as { title?: unknown } | null)?.title;
  return typeof title === "object" && title !== null ? (title as Readonly<Partial<Record<Language, string>>>) : {};
};

/** Of all rules of all files, by id. */
export function titlesOfRules(bodies: readonly string[]): Titles {
  const rules = bodies.flatMap((body) => {
    const { rules: list } = objectOf(body);
    return Array.isArray(list) ? (list as { id?: unknown }[]) : [];
  });
  return new Map(rules.map((rule) => [String(rule?.id), titleOf(rule)] as const));
}

/** Of files themselves, by name. */
export function titlesOfFiles(files: readonly { readonly name: string; readonly body: string }[]): Titles {
  return new Map(files.map(({ name, body }) => [name, titleOf(objectOf(body))] as const));
}

export function useRuleTitles(): RuleTitles {
  const direction = useView({ view: "ruleFiles", kind: "direction" }).value;
  const playlists = useView({ view: "ruleFiles", kind: "playlists" }).value;
  return useMemo(() => {
    const rules = titlesOfRules((direction ?? []).map(({ body }) => body));
    const files = titlesOfFiles(playlists ?? []);
    return {
      rule: (id, language) => rules.get(id)?.[language] ?? null,
      playlist: (name, language) => files.get(name)?.[language] ?? name,
    };
  }, [direction, playlists]);
}
