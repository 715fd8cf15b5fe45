/** What can be done from every page, with its key. Pages add theirs (acts.ts). */
import { bothTexts } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useSeatActs, type SeatAct } from "./acts.ts";
import { useSeat } from "./desk.ts";
import { mayOpen, navOf } from "./nav.ts";
import type { OwnActs } from "./own.ts";
import type { Route } from "./route.ts";
import type { Undo } from "./undo-state.ts";
import { newestHeld } from "./undo.ts";
import { openPage } from "./windows.ts";

/** @param clock monotonic milliseconds */
export function useGlobalActs(route: Route, own: OwnActs, undo: Undo, clock: () => number): void {
  const words = useWords();
  const { role, person, go, notify } = useSeat();
  const act = (id: string, key: Parameters<typeof bothTexts>[0], more: Partial<SeatAct>): SeatAct => ({
    id,
    group: "window",
    title: words.text(key),
    titles: bothTexts(key),
    run() {},
    ...more,
  });
  useSeatActs(
    [
      ...navOf(role).map(({ page, key }) =>
        act(`go.${page}`, `seat.go.${page}`, { group: "go", key, run: () => go(page) }),
      ),
      ...(mayOpen(role, "new")
        ? [act("go.newCase", "seat.go.new", { group: "go", key: "n", run: () => go("new") })]
        : []),
      ...(route.page === "case"
        ? [act("go.back", "seat.act.back", { group: "go", key: "Escape", run: () => go("queue") })]
        : []),
      act("window.palette", "seat.act.palette", { key: "Control+k", run: own.palette }),
      act("window.find", "seat.act.find", { key: "/", run: own.palette }),
      act("window.keys", "seat.act.keys", { key: "?", run: own.keys }),
      act("window.undo", "seat.act.undo", {
        key: "u",
        // Told at the key press too: a bar may have run out since the last draw.
        run: () => {
          if (newestHeld(undo.bars, clock()) === null) notify(words.text("seat.undo.nothing"));
          else undo.takeBack();
        },
      }),
      act("window.other", "seat.act.other", {
        key: "Alt+w",
        run: () => {
          if (!openPage(window, route, words.language)) notify(words.text("seat.windows.blocked"), "warning");
        },
      }),
      act("window.language", "seat.act.language", { run: own.language }),
      act("window.tour", "seat.tour.again", { run: own.tour }),
      ...(person === null
        ? [act("window.nameFirst", "seat.door.nameFirst", { run: own.nameFirst })]
        : [
            act("window.password", "seat.own.password", { run: own.changePassword }),
            act("window.lock", "seat.own.lock", {
              key: "Control+l",
              run: own.lock,
              ...(own.cannotLock === null ? {} : { cannot: own.cannotLock }),
            }),
            act("window.logout", "seat.own.logout", { run: own.logout }),
          ]),
    ],
    true,
  );
}
