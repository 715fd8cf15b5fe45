/** The views of the queue: those that everybody has, and those that somebody saved, which can be renamed and removed. */
import { Button, Dropdown, Input, Modal, type InputRef } from "antd";
import { memo, useEffect, useRef, useState } from "react";
import { useWords } from "../../kit/words.ts";
import { freshId, useAct, useView } from "../../link/react.ts";
import {
  LONGEST_NAME,
  nameProblem,
  OWN_VIEWS,
  sameSentence,
  viewKey,
  viewNote,
  VIEWS_PREFIX,
  viewsOf,
  type SavedView,
  type Sentence,
} from "./saved-views.ts";

/** For so long a view that was removed can be brought back, ms. */
const BACK_MS = 8_000;
const NO_NOTES: readonly never[] = [];

export interface ViewsBarProps {
  readonly sentence: Sentence;
  readonly onSentence: (sentence: Sentence) => void;
  /** The dialog for a name is open: for a new view, or the one that is renamed. */
  readonly naming: SavedView | "new" | null;
  readonly onNaming: (naming: SavedView | "new" | null) => void;
}

export const ViewsBar = memo(function ViewsBar({ sentence, onSentence, naming, onNaming }: ViewsBarProps) {
  const words = useWords();
  const act = useAct();
  const views = viewsOf(useView({ view: "kept", prefix: VIEWS_PREFIX }).value ?? NO_NOTES);
  const [removed, setRemoved] = useState<SavedView | null>(null);
  useEffect(() => {
    if (removed === null) return;
    const timer = setTimeout(() => setRemoved(null), BACK_MS);
    return () => clearTimeout(timer);
  }, [removed]);
  const keep = (key: string, value: string | null) => void act({ do: "keep", key, value });
  const remove = (view: SavedView) => {
    keep(view.key, null);
    setRemoved(view);
  };
  return (
    <nav className="queue-views" aria-label={words.text("queue.views")}>
      {OWN_VIEWS.map(({ id, name, sentence: says }) => (
        <ViewButton key={id} name={words.text(name)} on={sameSentence(says, sentence)} run={() => onSentence(says)} />
      ))}
      {views.map((view) => (
        <span key={view.key} className="queue-view">
          <ViewButton
            name={view.name}
            on={sameSentence(view.sentence, sentence)}
            run={() => onSentence(view.sentence)}
          />
          <Dropdown
            trigger={["click"]}
            menu={{
              items: [
                { key: "rename", label: words.text("queue.view.rename"), onClick: () => onNaming(view) },
                { key: "remove", label: words.text("queue.view.remove"), onClick: () => remove(view) },
              ],
            }}
          >
            <button type="button" aria-label={words.text("queue.view.more", { name: view.name })}>
              ⋯
            </button>
          </Dropdown>
        </span>
      ))}
      <Button size="small" type="text" onClick={() => onNaming("new")}>
        {words.text("queue.view.save")} <kbd>S</kbd>
      </Button>
      {removed !== null && (
        <span className="queue-view-removed" role="status">
          {words.text("queue.view.removed", { name: removed.name })}
          <Button
            size="small"
            onClick={() => {
              keep(removed.key, viewNote(removed.name, removed.sentence));
              setRemoved(null);
            }}
          >
            {words.text("filter.undo")}
          </Button>
        </span>
      )}
      {naming !== null && (
        <NameDialog
          first={naming === "new" ? "" : naming.name}
          others={views.filter((view) => view !== naming)}
          onClose={() => onNaming(null)}
          onName={(name) => {
            if (naming === "new") keep(viewKey(freshId()), viewNote(name, sentence));
            else keep(naming.key, viewNote(name, naming.sentence));
            onNaming(null);
          }}
        />
      )}
    </nav>
  );
});

function ViewButton({ name, on, run }: { readonly name: string; readonly on: boolean; readonly run: () => void }) {
  return (
    <button type="button" aria-pressed={on} onClick={run}>
      {name}
    </button>
  );
}

interface NameDialogProps {
  readonly first: string;
  readonly others: readonly SavedView[];
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

function NameDialog({ first, others, onName, onClose }: NameDialogProps) {
  const words = useWords();
  const [name, setName] = useState(first);
  const [tried, setTried] = useState(false);
  const box = useRef<InputRef>(null);
  const problem = nameProblem(name, others);
  const wrong = tried ? problem : null;
  const give = () => {
    setTried(true);
    if (problem === null) onName(name.trim());
    else box.current?.focus();
  };
  return (
    <Modal
      open
      title={words.text(first === "" ? "queue.view.save" : "queue.view.rename")}
      okText={words.text("queue.view.keep")}
      cancelText={words.text("queue.cancel")}
      onOk={give}
      onCancel={onClose}
      afterOpenChange={(open) => open && box.current?.focus()}
    >
      <label className="queue-field">
        {words.text("queue.view.name")}
        <Input
          ref={box}
          value={name}
          maxLength={LONGEST_NAME * 2}
          status={wrong === null ? "" : "error"}
          aria-invalid={wrong !== null}
          aria-describedby="queue-view-wrong"
          onChange={(event) => setName(event.target.value)}
          onPressEnter={(event) => !event.nativeEvent.isComposing && give()}
        />
      </label>
      <p id="queue-view-wrong" className="queue-wrong" role="alert">
        {wrong === null ? "" : words.text(wrong, { count: LONGEST_NAME })}
      </p>
    </Modal>
  );
}
