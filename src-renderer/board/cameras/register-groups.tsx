/** Groups of cameras, for rounds and for finding them: their cameras in the order of the round. */
import { useMemo, useState } from "react";
import type { CameraGroup, CameraLine } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { useAuthor } from "../evaluation/author.ts";
import { RequestForm, Signature } from "../evaluation/form.tsx";
import { useRequest } from "../evaluation/request.ts";
import { Field } from "./field.tsx";
import { freshId } from "./fresh-id.ts";
import { foundIn } from "./register-cameras.tsx";
import { useRegisterEntries, waitedFor } from "./register-waiting.tsx";
import { Remove } from "./remove.tsx";

const NO_CAMERAS: readonly CameraLine[] = [];
/** Cameras that are offered for adding. */
const MOST_OFFERS = 12;
/** As many as the desk takes. */
const MOST_CAMERAS = 2_000;

export function RegisterGroups() {
  const words = useWords();
  const groups = useView({ view: "cameraGroups" }).value;
  const [chosen, choose] = useState<number | null>(null);
  const waited = waitedFor(useRegisterEntries());
  const group = groups?.find(({ uid }) => uid === chosen);
  return (
    <div className="register-columns">
      <section className="register-side" aria-label={words.text("register.tab.groups")}>
        <p className="register-filter">
          <button type="button" data-new onClick={() => choose(0)}>
            {words.text("register.newGroup")}
          </button>
        </p>
        {groups === null && <p className="camera-note">{words.text("register.loading")}</p>}
        {groups?.length === 0 && <p className="camera-note">{words.text("register.noGroups")}</p>}
        <ol className="register-list">
          {(groups ?? []).map((each) => (
            <li key={each.uid}>
              <button
                type="button"
                data-group={each.uid}
                aria-pressed={each.uid === chosen}
                onClick={() => choose(each.uid)}
              >
                <span>{words.name(each)}</span>
                <small>
                  {waited.has(`putCameraGroup/${each.id}`) || waited.has(`removeCameraGroup/${each.uid}`)
                    ? words.text("register.onItsWay")
                    : words.text("cameraHealth.count", { count: each.cameras.length })}
                </small>
              </button>
            </li>
          ))}
        </ol>
      </section>
      <section className="register-main">
        {chosen === null || (chosen !== 0 && group === undefined) ? (
          <p className="camera-note">{words.text("register.chooseGroup")}</p>
        ) : (
          <GroupForm key={chosen} group={group ?? null} onDone={() => choose(null)} />
        )}
      </section>
    </div>
  );
}

interface GroupFormProps {
  /** Null for a new one. */
  readonly group: CameraGroup | null;
  readonly onDone: () => void;
}

/** The list with what stands at `from` moved to `to`; unchanged where either is no place of it. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  if (from < 0 || to < 0 || from >= list.length || to >= list.length) return list;
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(to, 0, list[from] as T);
}

function GroupForm({ group, onDone }: GroupFormProps) {
  const words = useWords();
  const { notify } = useDesk();
  const platform = useView({ view: "city" }).value?.platform?.platform ?? null;
  const { author, name: sign, keep } = useAuthor();
  const { pending, problem, send, setProblem } = useRequest();
  const [name, setName] = useState(group?.name ?? "");
  const [nameEn, setNameEn] = useState(group?.nameEn ?? "");
  const [cameras, setCameras] = useState<readonly number[]>(group?.cameras ?? []);
  const [missing, setMissing] = useState(false);
  const [fresh] = useState(() => freshId("group"));

  const save = async () => {
    setMissing(name.trim() === "");
    if (name.trim() === "") return setProblem(words.text("register.faults", { count: 1 }));
    if (author.trim() === "") return setProblem(words.text("form.nameMissing"));
    if (platform === null) return setProblem(words.text("register.noPlatform"));
    const put = { name: name.trim(), nameEn: nameEn.trim(), cameras: [...cameras] };
    const answer = await send({ ask: "putCameraGroup", platform, id: group?.id ?? fresh, group: put }, author.trim());
    if (answer === null) return;
    keep();
    if (answer === "done") notify(words.text("register.saved", { name: put.name }));
    onDone();
  };

  return (
    <RequestForm
      className="register-form"
      label={words.text(group === null ? "register.newGroup" : "register.tab.groups")}
      problem={problem}
      onSubmit={save}
      onCancel={onDone}
    >
      <h3>{group === null ? words.text("register.newGroup") : words.name(group)}</h3>
      <Field label={words.text("register.field.name")} faults={missing ? [{ key: "register.fault.nameMissing" }] : []}>
        <input
          name="name"
          value={name}
          maxLength={100}
          autoFocus={group === null}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label={words.text("register.field.nameEn")} faults={[]}>
        <input name="nameEn" value={nameEn} maxLength={100} onChange={(event) => setNameEn(event.target.value)} />
      </Field>
      <Round cameras={cameras} onChange={setCameras} />
      <Signature author={author} onName={sign} />
      <p className="form-ends">
        <button type="submit" disabled={pending}>
          {words.text("form.save")}
        </button>
        <button type="button" onClick={onDone}>
          {words.text("form.cancel")}
        </button>
        {group !== null && (
          <Remove
            request={{ ask: "removeCameraGroup", uid: group.uid }}
            sure={words.text("register.removeGroup", { name: words.name(group) })}
            author={author}
            onDone={onDone}
          />
        )}
      </p>
    </RequestForm>
  );
}

interface RoundProps {
  readonly cameras: readonly number[];
  readonly onChange: (cameras: readonly number[]) => void;
}

/** The cameras of a round in their order, and a box to find more. */
function Round({ cameras, onChange }: RoundProps) {
  const words = useWords();
  const lines = useView({ view: "cameras" }).value ?? NO_CAMERAS;
  const byUid = useMemo(() => new Map(lines.map((line) => [line.uid, line] as const)), [lines]);
  const [text, setText] = useState("");
  const inside = new Set(cameras);
  const offers = foundIn(lines, text, "all", () => "").filter(({ uid }) => !inside.has(uid));
  const name = (uid: number) => {
    const line = byUid.get(uid);
    return line === undefined ? words.text("register.notGiven", { uid }) : words.name(line);
  };
  return (
    <div className="register-round">
      <section>
        <h4>
          {words.text("register.round")} <small>{words.text("cameraHealth.count", { count: cameras.length })}</small>
        </h4>
        <ol className="register-list">
          {cameras.map((uid, i) => (
            <li key={uid} className="register-step">
              <span>
                {i + 1}. {name(uid)}
              </span>
              <button
                type="button"
                disabled={i === 0}
                aria-label={words.text("register.up", { name: name(uid) })}
                onClick={() => onChange(moved(cameras, i, i - 1))}
              >
                ↑
              </button>
              <button
                type="button"
                disabled={i === cameras.length - 1}
                aria-label={words.text("register.down", { name: name(uid) })}
                onClick={() => onChange(moved(cameras, i, i + 1))}
              >
                ↓
              </button>
              <button
                type="button"
                aria-label={words.text("register.out", { name: name(uid) })}
                onClick={() => onChange(cameras.toSpliced(i, 1))}
              >
                ✕
              </button>
            </li>
          ))}
        </ol>
        {cameras.length === 0 && <p className="camera-note">{words.text("register.roundEmpty")}</p>}
      </section>
      <section>
        <h4>{words.text("register.addCameras")}</h4>
        <input
          type="search"
          value={text}
          placeholder={words.text("register.filter")}
          aria-label={words.text("register.filter")}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            // Enter takes the first that is offered, and does not submit the form.
            const [first] = offers;
            if (event.key !== "Enter") return;
            event.preventDefault();
            if (first !== undefined && cameras.length < MOST_CAMERAS) onChange([...cameras, first.uid]);
          }}
        />
        <ol className="register-list">
          {offers.slice(0, MOST_OFFERS).map((line) => (
            <li key={line.uid}>
              <button
                type="button"
                data-add={line.uid}
                disabled={cameras.length >= MOST_CAMERAS}
                onClick={() => onChange([...cameras, line.uid])}
              >
                <span>＋ {words.name(line)}</span>
                <small>{line.code || line.id}</small>
              </button>
            </li>
          ))}
        </ol>
        <p className="camera-note">
          {words.text("register.offers", { count: offers.length, shown: Math.min(offers.length, MOST_OFFERS) })}
        </p>
      </section>
    </div>
  );
}
