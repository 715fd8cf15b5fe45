/** Keeps the last answer on the screen while another question is on its way. */
import { useState } from "react";
import type { ViewValue } from "../../link/connection.ts";

/**
 * The view, with the value of the question before it until its own answer is there: rows can then slide from their old
 * ranks to the new ones, and a choice does not blank the board.
 */
export function useHeld<T>(view: ViewValue<T>): ViewValue<T> {
  const [held, hold] = useState(view.value);
  if (view.value !== null && view.value !== held) hold(view.value);
  return view.value === null && held !== null ? { ...view, value: held } : view;
}
