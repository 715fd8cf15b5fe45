/** Who enters things at this window: remembered on this machine, asked for once. */
import { useState } from "react";

const KEY = "citywall.author";

/** Who entered something here last, "" for nobody. A window whose storage is closed asks every time. */
export function rememberedAuthor(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function remember(name: string): void {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Closed storage: the name lasts as long as the form.
  }
}

/** The name as typed, and how to change it. It is kept from the next request on. */
export function useAuthor(): {
  readonly author: string;
  readonly name: (author: string) => void;
  readonly keep: () => void;
} {
  const [author, name] = useState(rememberedAuthor);
  return { author, name, keep: () => remember(author.trim()) };
}
