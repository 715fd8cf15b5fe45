/** Changes of the register that are on their way to the hub, and those that it refused. */
import { useMemo } from "react";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { requestText } from "../sync/requests.ts";

const ASKS: ReadonlySet<DeskRequest["ask"]> = new Set([
  "putCamera",
  "removeCamera",
  "putGateway",
  "removeGateway",
  "putCameraGroup",
  "removeCameraGroup",
]);
const NOTHING: readonly OutboxEntry[] = [];

/** Entries of the outbox about the register, newest first. */
export function useRegisterEntries(): readonly OutboxEntry[] {
  const entries = useView({ view: "outbox" }).value?.entries ?? NOTHING;
  return useMemo(() => entries.filter(({ message }) => ASKS.has(message.request.ask)), [entries]);
}

export const isWaiting = ({ state }: OutboxEntry): boolean => state === "waiting" || state === "sent";

/** Ids and uids that something waits for, as "camera/<id>" or "uid/<uid>". */
export function waitedFor(entries: readonly OutboxEntry[]): ReadonlySet<string> {
  return new Set(
    entries.filter(isWaiting).flatMap(({ message: { request } }) => {
      if ("id" in request) return [`${request.ask}/${request.id}`];
      return "uid" in request ? [`${request.ask}/${request.uid}`] : [];
    }),
  );
}

export function RegisterWaiting() {
  const words = useWords();
  const entries = useRegisterEntries();
  const waiting = entries.filter(isWaiting);
  const refused = entries.find(({ state, refused: why }) => state === "refused" && why !== null);
  const what = (entry: OutboxEntry) => requestText(entry.message.request, () => "", words);
  return (
    <p className="register-waiting" role="status" data-waiting={waiting.length}>
      {waiting.length > 0 && (
        <span title={waiting.map(what).join("\n")}>{words.text("register.waiting", { count: waiting.length })}</span>
      )}
      {refused?.refused != null && (
        <span className="amber">
          {words.text("register.refused", { what: what(refused), why: words.refusal(refused.refused) })}
        </span>
      )}
    </p>
  );
}
