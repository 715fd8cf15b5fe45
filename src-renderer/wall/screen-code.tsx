/** A wall that has no right yet shows the code by which an administrator lets it in. Nobody types a password on a wall. */
import { useWords } from "../kit/words.ts";
import { useView } from "../link/react.ts";

export function ScreenCode() {
  const words = useWords();
  const session = useView({ view: "session" }).value;
  if (session?.screenCode == null) return null;
  return (
    <section className="screen-code" role="alert" data-screen-code={session.screenCode}>
      <h2>{words.text("seat.screen.title")}</h2>
      <p>{words.text("seat.screen.enter")}</p>
      <strong aria-label={[...session.screenCode].join(" ")}>{session.screenCode}</strong>
      <small>{words.text("seat.door.machine", { machine: session.machine })}</small>
    </section>
  );
}
