/** The form of one camera: everything that the register has of it, with what is wrong told beside each field. */
import { useRef, useState } from "react";
import type { CameraLine } from "../../../shared/view.ts";
import { CAMERA_GUARDS } from "../../../shared/video/stream.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { useAuthor } from "../evaluation/author.ts";
import { RequestForm, Signature } from "../evaluation/form.tsx";
import { useRequest } from "../evaluation/request.ts";
import { draftOf, idFor, placeOf, type CameraFault, type CameraField, type CameraText } from "./camera-fields.ts";
import { CameraCode } from "./code.tsx";
import { Field, Group } from "./field.tsx";
import { freshId } from "./fresh-id.ts";
import { MaskFields } from "./mask-fields.tsx";
import { PresetFields } from "./preset-fields.tsx";
import { Remove } from "./remove.tsx";
import { StreamFields } from "./stream-fields.tsx";

export interface CameraFormProps {
  readonly start: CameraText;
  /** The camera as it is; null for a new one. */
  readonly line: CameraLine | null;
  readonly all: readonly CameraLine[];
  readonly onDone: () => void;
}

const FIRST_WRONG = '[data-fault="true"] :is(input, select, textarea)';

export function CameraForm({ start, line, all, onDone }: CameraFormProps) {
  const words = useWords();
  const { departments, notify } = useDesk();
  const platform = useView({ view: "city" }).value?.platform?.platform ?? null;
  const gateways = useView({ view: "gateways" }).value ?? [];
  const { author, name, keep } = useAuthor();
  const { pending, problem, send, setProblem } = useRequest();
  const [text, setText] = useState(start);
  const [faults, setFaults] = useState<readonly CameraFault[]>([]);
  /** What the id of a new one is made of when its code is none. */
  const [fresh] = useState(() => freshId("camera"));
  const place = useRef<HTMLDivElement>(null);
  const set = (change: Partial<CameraText>) => {
    setText((now) => ({ ...now, ...change }));
    setFaults((now) => now.filter(({ field }) => !(field in change)));
  };
  const of = (field: CameraField) => faults.filter((each) => each.field === field && each.at === undefined);
  const input = (field: "code" | "name" | "nameEn" | "channel" | "lat" | "bearing" | "fov" | "reach") => (
    <Field label={words.text(`register.field.${field}`)} faults={of(field)}>
      <input
        name={field}
        value={text[field]}
        autoFocus={field === "name" && line === null}
        onChange={(event) => set({ [field]: event.target.value })}
      />
    </Field>
  );

  const save = async () => {
    const drawn = draftOf(text);
    const id = line?.id ?? idFor(text.code, fresh);
    const taken = line === null ? all.find((each) => each.id === id) : undefined;
    const found: CameraFault[] = [
      ...("faults" in drawn ? drawn.faults : []),
      ...(taken === undefined
        ? []
        : [{ field: "code", key: "register.fault.codeTaken", params: { name: words.name(taken) } } as const]),
    ];
    setFaults(found);
    if (found.length > 0 || "faults" in drawn) {
      // The keyboard goes to the first field that is wrong, once it is marked.
      requestAnimationFrame(() => place.current?.querySelector<HTMLElement>(FIRST_WRONG)?.focus());
      return setProblem(words.text("register.faults", { count: found.length }));
    }
    if (author.trim() === "") return setProblem(words.text("form.nameMissing"));
    const of = line?.platform ?? platform;
    if (of === null) return setProblem(words.text("register.noPlatform"));
    const answer = await send({ ask: "putCamera", platform: of, id, camera: drawn.camera }, author.trim());
    if (answer === null) return;
    keep();
    if (answer === "done") notify(words.text("register.saved", { name: drawn.camera.name }));
    onDone();
  };

  return (
    <div ref={place}>
      <RequestForm
        className="register-form"
        label={line === null ? words.text("register.newCamera") : words.name(line)}
        problem={problem}
        onSubmit={save}
        onCancel={onDone}
      >
        <h3>{line === null ? words.text("register.newCamera") : words.name(line)}</h3>
        <Group title={words.text("register.group.what")}>
          {input("name")}
          {input("nameEn")}
          {input("code")}
          {text.code.trim() !== "" && (
            <div className="register-code">
              <CameraCode code={text.code.trim()} />
            </div>
          )}
          <Field label={words.text("camera.kindLabel")} faults={of("kind")}>
            <select
              value={text.kind}
              onChange={(event) => set({ kind: event.target.value === "ptz" ? "ptz" : "fixed" })}
            >
              {(["fixed", "ptz"] as const).map((kind) => (
                <option key={kind} value={kind}>
                  {words.text(`camera.kind.${kind}`)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={words.text("camera.owner")} faults={of("department")}>
            <select value={text.department} onChange={(event) => set({ department: Number(event.target.value) })}>
              <option value={0}>{words.text("cameraHealth.noOwner")}</option>
              {[...departments.values()].map((department) => (
                <option key={department.uid} value={department.uid}>
                  {words.name(department)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={words.text("register.field.guard")} faults={of("guard")}>
            <select
              value={text.guard}
              onChange={(event) => set({ guard: CAMERA_GUARDS.find((each) => each === event.target.value) ?? "open" })}
            >
              {CAMERA_GUARDS.map((guard) => (
                <option key={guard} value={guard}>
                  {words.text(`camera.guard.${guard}`)}
                </option>
              ))}
            </select>
          </Field>
        </Group>
        <Group title={words.text("register.group.where")} note={words.text("register.group.whereNote")}>
          <Field label={words.text("register.field.lon")} faults={of("lon")}>
            <input
              name="lon"
              value={text.lon}
              onChange={(event) => set(placeOf(event.target.value) ?? { lon: event.target.value })}
            />
          </Field>
          {input("lat")}
          {input("bearing")}
          {input("fov")}
          {input("reach")}
        </Group>
        <Group title={words.text("register.group.streams")} note={words.text("register.group.streamsNote")}>
          <Field label={words.text("register.field.gateway")} faults={of("gateway")}>
            <select value={text.gateway} onChange={(event) => set({ gateway: Number(event.target.value) })}>
              <option value={0}>{words.text("register.noGateway")}</option>
              {gateways.map((gateway) => (
                <option key={gateway.uid} value={gateway.uid}>
                  {words.name(gateway)}
                </option>
              ))}
            </select>
          </Field>
          {text.gateway !== 0 && input("channel")}
          <StreamFields
            streams={text.streams}
            gateway={text.gateway !== 0}
            faults={faults.filter(({ field }) => field === "streams")}
            onChange={(streams) => set({ streams })}
          />
        </Group>
        {text.kind === "ptz" || text.presets.length > 0 ? (
          <Group title={words.text("register.group.presets")}>
            <PresetFields
              presets={text.presets}
              faults={faults.filter(({ field }) => field === "presets")}
              onChange={(presets) => set({ presets })}
            />
          </Group>
        ) : null}
        <Group title={words.text("register.group.masks")} note={words.text("register.group.masksNote")}>
          <MaskFields masks={text.masks} faults={of("masks")} onChange={(masks) => set({ masks })} />
        </Group>
        <Signature author={author} onName={name} />
        <p className="form-ends">
          <button type="submit" disabled={pending}>
            {words.text("form.save")}
          </button>
          <button type="button" onClick={onDone}>
            {words.text("form.cancel")}
          </button>
          {line !== null && (
            <Remove
              request={{ ask: "removeCamera", uid: line.uid }}
              sure={words.text("register.removeCamera", { name: words.name(line) })}
              author={author}
              onDone={onDone}
            />
          )}
        </p>
      </RequestForm>
    </div>
  );
}
