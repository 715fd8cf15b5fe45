/** What a case at a place would be about. */
import type { Question, WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";

type Asked = Extract<Question, { view: "around" }>;

export function aroundAnswer(_asked: Asked, _source: Source): WholeValues["around"] {
  return { unitGrid: 0, dutyGrid: 0, component: null, classes: [], cases: [] };
}
