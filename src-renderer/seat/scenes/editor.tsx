/** One scene on its grid: what is in force, what was typed and is kept on this machine, and giving it to the hub. */
import { Alert, Button, Segmented, Select, Skeleton, Space } from "antd";
import { useMemo, useState } from "react";
import { mayRule } from "../../../shared/rights.ts";
import { MAX_PANELS, PANELS, type Scene } from "../../../shared/scene.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { draftKey } from "../office/form-draft.ts";
import { useActMaker } from "../office/make-act.ts";
import { readRuleDraft } from "../office/rule-check.ts";
import { useTold } from "../office/told.ts";
import { useSeatActs } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { PLAIN, useKeptDraft, type KeptDraft } from "../shell/kept-draft.ts";
import { Canvas } from "./canvas.tsx";
import { Distance } from "./distance.tsx";
import { redone, startOf, stepTo, undone } from "./history.ts";
import { ItemForm } from "./item-form.tsx";
import { faultOf, nextVersion, readDraft, useItemName } from "./reading.ts";
import { added, laidOn, placed, removed, sceneText, SHAPES, type Item, type Shape } from "./scene-edit.ts";
import { SceneForm } from "./scene-form.tsx";
import { TrueSize } from "./true-size.tsx";
import { Versions } from "./versions.tsx";

type Rule = RecordOf<"rules">;

export function SceneEditor({ name }: { readonly name: string }) {
  const words = useWords();
  const { go } = useSeat();
  const view = useView({ view: "ruleFiles", kind: "scenes" });
  const draft = useKeptDraft(draftKey("rule", `scenes.${name}`), PLAIN);
  if (view.value === null || !draft.ready) return <Skeleton active={false} />;
  const rule = view.value.find((each) => each.name === name) ?? null;
  const kept = readRuleDraft(draft.draft);
  const begun = readDraft(kept?.text ?? rule?.body ?? "");
  if (begun === null) {
    // What is no scene can be put right as text only.
    return (
      <Alert
        type="warning"
        showIcon
        title={words.text(kept === null && rule === null ? "office.rules.unknown" : "scenes.unreadable", { name })}
        action={
          kept === null ? undefined : (
            <Button onClick={() => draft.change(null)}>{words.text("office.rules.afresh")}</Button>
          )
        }
      />
    );
  }
  return <Editor name={name} rule={rule} begun={begun} base={kept?.hash ?? rule?.hash ?? ""} draft={draft} go={go} />;
}

interface EditorProps {
  readonly name: string;
  /** As it is in force; null for one that is not there yet. */
  readonly rule: Rule | null;
  readonly begun: Scene;
  /** Hash of the version that it was begun from. */
  readonly base: string;
  readonly draft: KeptDraft<string | null>;
  readonly go: (page: "scenes") => void;
}

function Editor({ name, rule, begun, base: first, draft, go }: EditorProps) {
  const words = useWords();
  const desk = useSeat();
  const tell = useTold();
  const make = useActMaker();
  const nameOf = useItemName();
  const [history, setHistory] = useState(() => startOf(begun));
  const [base, setBase] = useState(first);
  const [shape, setShape] = useState<Shape>("standard");
  const [chosen, choose] = useState<Item | null>(null);
  const [trueSize, setTrueSize] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const scene = history.now;
  const inForce = useMemo(() => readDraft(rule?.body ?? ""), [rule?.body]);
  const text = useMemo(() => sceneText(scene), [scene]);
  const changed = inForce === null || text !== sceneText(inForce);
  const fault = useMemo(() => faultOf(name, text, nameOf, words), [name, text, nameOf, words]);
  const may = mayRule(desk.role, "scenes");
  const layout = scene.layouts[shape];
  const there = new Set(laidOn(layout).map(({ item }) => item));
  const at = chosen !== null && there.has(chosen) ? chosen : null;

  const take = (next: typeof history, from = base) => {
    setHistory(next);
    setProblem(null);
    const same = inForce !== null && sceneText(next.now) === sceneText(inForce);
    draft.change(same ? null : JSON.stringify({ text: sceneText(next.now), hash: from }));
  };
  const change = (next: Scene) => take(stepTo(history, next));
  const leave = () => {
    draft.flush();
    go("scenes");
  };
  const send = async () => {
    if (busy || !changed || !may || fault !== null) return;
    setBusy(true);
    const body = sceneText({ ...scene, version: nextVersion(scene.version, inForce?.version ?? "") });
    const why = tell(await desk.ask({ ask: "putRule", kind: "scenes", name, body }).answer);
    setBusy(false);
    setProblem(why);
    if (why !== null) return;
    draft.change(null);
    desk.notify(words.text("scenes.sent", { name: scene.title[words.language] }), "success");
    go("scenes");
  };
  const cannotSend = !may
    ? words.refusal("notAllowed")
    : !changed
      ? words.text("office.rules.same")
      : fault === null
        ? null
        : words.text("office.rules.faulty");
  useSeatActs(
    make([
      { id: "office.back", title: "office.act.back", key: "Escape", run: leave },
      { id: "scenes.send", title: "scenes.act.send", key: "Control+Enter", cannot: cannotSend, run: () => void send() },
      { id: "scenes.undo", title: "scenes.act.undo", key: "Control+z", run: () => take(undone(history)) },
      { id: "scenes.redo", title: "scenes.act.redo", key: "Control+y", run: () => take(redone(history)) },
      { id: "scenes.trueSize", title: "scenes.act.trueSize", key: "v", run: () => setTrueSize(!trueSize) },
    ]),
  );
  return (
    <section className="scene-editor" data-scene={name} aria-label={words.text("scenes.edit", { name })}>
      <header>
        <h2>
          {scene.title[words.language]} <small>scenes/{name}</small>
        </h2>
        <Space wrap>
          <Button
            type="primary"
            loading={busy}
            disabled={cannotSend !== null}
            onClick={() => void send()}
            data-act="send"
          >
            {words.text("scenes.act.send")} <kbd>Ctrl+Enter</kbd>
          </Button>
          <Button disabled={history.past.length === 0} onClick={() => take(undone(history))} data-act="undo">
            {words.text("scenes.act.undo")} <kbd>Ctrl+Z</kbd>
          </Button>
          <Button disabled={history.future.length === 0} onClick={() => take(redone(history))} data-act="redo">
            {words.text("scenes.act.redo")} <kbd>Ctrl+Y</kbd>
          </Button>
          <Button
            disabled={!changed || inForce === null}
            onClick={() => {
              if (inForce === null) return;
              setBase(rule?.hash ?? "");
              take(stepTo(history, inForce), rule?.hash ?? "");
            }}
          >
            {words.text("office.rules.afresh")}
          </Button>
          <Button onClick={leave}>
            {words.text("office.act.back")} <kbd>Esc</kbd>
          </Button>
        </Space>
      </header>
      <div role="status">
        {fault === null ? (
          <p className="rule-well">● {words.text(changed ? "office.rules.sendable" : "office.rules.unchanged")}</p>
        ) : (
          <Alert type="error" showIcon title={fault} />
        )}
        {rule !== null && base !== "" && rule.hash !== base && (
          <Alert type="warning" showIcon title={words.text("scenes.moved")} />
        )}
        {problem !== null && <Alert type="error" showIcon title={problem} />}
      </div>
      <div className="scene-tools">
        <Segmented<Shape>
          value={shape}
          aria-label={words.text("scenes.shape")}
          options={SHAPES.map((value) => ({ value, label: words.text(`scenes.shape.${value}`) }))}
          onChange={setShape}
        />
        <Select<Exclude<Item, "drawer"> | null>
          value={null}
          aria-label={words.text("scenes.add")}
          placeholder={words.text("scenes.add")}
          disabled={!may}
          options={(["map", ...PANELS] as const)
            .filter((each) => !there.has(each) && (each === "map" || layout.panels.length < MAX_PANELS))
            .map((value) => ({ value, label: nameOf(value) }))}
          onChange={(item) => {
            if (item === null) return;
            change(added(scene, shape, item));
            choose(item);
          }}
        />
        <Button aria-pressed={trueSize} onClick={() => setTrueSize(!trueSize)} data-act="true-size">
          {words.text(trueSize ? "scenes.fit" : "scenes.act.trueSize")} <kbd>V</kbd>
        </Button>
        <p className="seat-note">{words.text("scenes.keys")}</p>
      </div>
      <div className="scene-columns">
        <div className="scene-stage">
          {trueSize ? (
            <TrueSize scene={scene} shape={shape} />
          ) : (
            <Canvas
              layout={layout}
              shape={shape}
              chosen={at}
              fixed={!may}
              onChoose={choose}
              onPlace={(item, place) => change(placed(scene, shape, item, place))}
              onRemove={(item) => change(removed(scene, shape, item))}
            />
          )}
        </div>
        <aside>
          {at !== null && <ItemForm scene={scene} shape={shape} item={at} onChange={change} />}
          <SceneForm scene={scene} onChange={change} />
          <Distance scene={scene} onChange={change} />
          <Versions
            uid={rule?.uid ?? 0}
            hash={rule?.hash ?? ""}
            now={text}
            onBring={(body) => {
              const earlier = readDraft(body);
              if (earlier === null) return desk.notify(words.text("scenes.unreadable", { name }), "warning");
              change(earlier);
              desk.notify(words.text("scenes.brought"));
            }}
          />
        </aside>
      </div>
    </section>
  );
}
