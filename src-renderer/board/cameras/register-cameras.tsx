/** The cameras of the register: a list with a filter, and the form of the one that is chosen. */
import { useMemo, useState } from "react";
import type { CameraLine } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { CameraForm } from "./camera-form.tsx";
import { NEW_CAMERA, textOf } from "./camera-fields.ts";
import { useRegisterEntries, waitedFor } from "./register-waiting.tsx";
import { CameraMark } from "./state-mark.tsx";
import { stateOf } from "./words.ts";

const NO_CAMERAS: readonly CameraLine[] = [];
/** Lines that are drawn; the filter finds the others. */
const MOST_LINES = 300;

const WHICH = ["all", "offline", "noStreams", "unlocated", "nobody"] as const;
type Which = (typeof WHICH)[number];

const FITS: Readonly<Record<Which, (line: CameraLine) => boolean>> = {
  all: () => true,
  offline: (line) => stateOf(line) !== "online",
  noStreams: ({ offers }) => offers.length === 0,
  unlocated: ({ lon }) => lon === null,
  nobody: ({ department }) => department === 0,
};

/** The cameras whose name, code, id or owner holds the text, by name. */
export function foundIn(
  lines: readonly CameraLine[],
  text: string,
  which: Which,
  owner: (department: number) => string,
): CameraLine[] {
  const wanted = text.trim().toLocaleLowerCase();
  const holds = (line: CameraLine) =>
    [line.name, line.nameEn, line.code, line.id, owner(line.department)].some((each) =>
      each.toLocaleLowerCase().includes(wanted),
    );
  return lines
    .filter((line) => FITS[which](line) && (wanted === "" || holds(line)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export function RegisterCameras({ first }: { readonly first: number | null }) {
  const words = useWords();
  const { departments } = useDesk();
  const lines = useView({ view: "cameras" }).value;
  const [text, setText] = useState("");
  const [which, setWhich] = useState<Which>("all");
  /** uid of the camera in the form, 0 for a new one. */
  const [chosen, choose] = useState<number | null>(first);
  const waited = waitedFor(useRegisterEntries());
  const found = useMemo(
    () =>
      foundIn(lines ?? NO_CAMERAS, text, which, (uid) => {
        const department = departments.get(uid);
        return department === undefined ? "" : words.name(department);
      }),
    [lines, text, which, departments, words],
  );
  return (
    <div className="register-columns">
      <section className="register-side" aria-label={words.text("register.tab.cameras")}>
        <p className="register-filter">
          <input
            type="search"
            value={text}
            placeholder={words.text("register.filter")}
            aria-label={words.text("register.filter")}
            onChange={(event) => setText(event.target.value)}
          />
          <select
            value={which}
            aria-label={words.text("register.which")}
            onChange={(event) => setWhich(event.target.value as Which)}
          >
            {WHICH.map((each) => (
              <option key={each} value={each}>
                {words.text(`register.which.${each}`)}
              </option>
            ))}
          </select>
          <button type="button" data-new onClick={() => choose(0)}>
            {words.text("register.newCamera")}
          </button>
        </p>
        <p className="camera-note" role="status">
          {lines === null
            ? words.text("register.loading")
            : words.text(found.length > MOST_LINES ? "register.foundMore" : "register.found", {
                count: found.length,
                all: lines.length,
                shown: MOST_LINES,
              })}
        </p>
        <ol className="register-list">
          {found.slice(0, MOST_LINES).map((line) => (
            <li key={line.uid}>
              <button
                type="button"
                data-camera={line.uid}
                aria-pressed={line.uid === chosen}
                onClick={() => choose(line.uid)}
              >
                <CameraMark state={stateOf(line)} />
                <span>{words.name(line)}</span>
                <small>
                  {waited.has(`putCamera/${line.id}`) || waited.has(`removeCamera/${line.uid}`)
                    ? words.text("register.onItsWay")
                    : line.code || line.id}
                </small>
              </button>
            </li>
          ))}
        </ol>
      </section>
      <section className="register-main">
        {chosen === null ? (
          <p className="camera-note">{words.text("register.chooseCamera")}</p>
        ) : chosen === 0 ? (
          <CameraForm key="new" start={NEW_CAMERA} line={null} all={lines ?? NO_CAMERAS} onDone={() => choose(null)} />
        ) : (
          <Chosen key={chosen} uid={chosen} all={lines ?? NO_CAMERAS} onDone={() => choose(null)} />
        )}
      </section>
    </div>
  );
}

interface ChosenProps {
  readonly uid: number;
  readonly all: readonly CameraLine[];
  readonly onDone: () => void;
}

/** The form begins with what the register has at that moment; what is typed stays, whatever comes meanwhile. */
function Chosen({ uid, all, onDone }: ChosenProps) {
  const words = useWords();
  const view = useView({ view: "camera", uid });
  const found = view.value;
  if (view.rev === 0) return <p className="camera-note">{words.text("register.loading")}</p>;
  if (found === null) return <p className="camera-note">{words.text("camera.gone")}</p>;
  if (found.register === null) return <p className="camera-note">{words.text("register.mayNot")}</p>;
  return <CameraForm start={textOf(found)} line={found.line} all={all} onDone={onDone} />;
}
