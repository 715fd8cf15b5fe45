/** Signs in the head of a wall: held, locked, a list runs, visitors are here, pushes wait. Each by shape and word. */
import type { ReactNode } from "react";
import type { WallState } from "../../../shared/direction/wall.ts";
import { maskPerson } from "../../../shared/direction/mask.ts";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useLink } from "../../link/react.ts";
import { useRuleTitles } from "./rule-titles.ts";

const SHAPES = {
  visitor: "M1 8s3-5 7-5 7 5 7 5-3 5-7 5-7-5-7-5ZM8 6a2 2 0 1 0 0 4 2 2 0 1 0 0-4Z",
  locked: "M4 7V5a4 4 0 0 1 8 0v2h1v7H3V7Zm2 0h4V5a2 2 0 0 0-4 0Z",
  held: "M4 3h3v10H4zM9 3h3v10H9z",
  playlist: "M2 4h9v2H2zM2 8h9v2H2zM2 12h6v2H2zM12 8l3 3-3 3z",
  waiting: "M3 2h10v3L9 8l4 3v3H3v-3l4-3-4-3Z",
} as const;

function Sign({
  sign,
  title,
  children,
}: {
  readonly sign: keyof typeof SHAPES;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <li data-sign={sign} title={title}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[sign]} fillRule="evenodd" />
      </svg>
      <span>{children}</span>
    </li>
  );
}

/** Nothing on a wall of which nothing was asked. */
export function Signs({ state }: { readonly state: WallState | null }) {
  if (state === null) return null;
  const { held, locked, playlist, visitor, waiting } = state;
  const quiet = !visitor && held === null && locked === null && playlist === null && waiting.length === 0;
  return quiet ? null : <Shown state={state} />;
}

function Shown({ state }: { readonly state: WallState }) {
  const words = useWords();
  const link = useLink();
  const titles = useRuleTitles();
  const { held, locked, playlist, visitor, waiting } = state;
  const who = (name: string) => (visitor ? maskPerson(name) : name);
  const moment = (at: number) => momentText(at, link.hubNow() ?? at, words.timeZone, words.language);
  return (
    <ul className="wall-signs" aria-label={words.text("directed.signs")}>
      {visitor && (
        <Sign sign="visitor" title={words.text("directed.visitorWhy")}>
          {words.text("directed.visitor")}
        </Sign>
      )}
      {locked !== null && (
        <Sign sign="locked" title={words.text("directed.lockedBy", { name: who(locked.name) })}>
          {words.text("directed.locked")}
        </Sign>
      )}
      {held !== null && (
        <Sign sign="held" title={words.text("directed.heldBy", { name: who(held.name), moment: moment(held.until) })}>
          {words.text("directed.held", { moment: moment(held.until) })}
        </Sign>
      )}
      {playlist !== null && (
        <Sign sign="playlist" title={words.text("directed.playlistStep", { step: playlist.step + 1 })}>
          {titles.playlist(playlist.name, words.language)}
        </Sign>
      )}
      {waiting.length > 0 && (
        <Sign sign="waiting" title={words.text("directed.waitingWhy")}>
          {words.text("directed.waiting", { count: waiting.length })}
        </Sign>
      )}
    </ul>
  );
}
