/** Requests of a seat: who asks, and how long they may be taken back. */
import { useCallback } from "react";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import type { PersonWord } from "../../../shared/wire/door.ts";
import { freshId, useLink } from "../../link/react.ts";
import type { Asked } from "./desk.ts";

/** @param nobody what is written down as the asker's name while nobody is logged in */
export function useGiveAway(
  person: PersonWord | null,
  nobody: string,
): (request: DeskRequest, holdMs?: number) => Asked {
  const link = useLink();
  return useCallback(
    (request, holdMs) => {
      const id = freshId();
      const who = person === null ? { by: nobody } : { by: person.name, person: person.uid };
      return { id, answer: link.ask({ id, ...who, request }, holdMs) };
    },
    [link, person, nobody],
  );
}
