/** Taking up a report that was not done: its draft is kept again, under an id of its own. */
import type { ActResult, HostAct } from "../../../shared/wire/port.ts";
import { freshId } from "../../link/react.ts";
import { DRAFTS, draftOf, type ReportRequest } from "./draft.ts";

/** @returns the id of the draft */
export async function reportAgain(request: ReportRequest, act: (what: HostAct) => Promise<ActResult>): Promise<string> {
  const id = freshId();
  await act({ do: "keep", key: `${DRAFTS}${id}`, value: JSON.stringify(draftOf(request)) });
  return id;
}
