/** The card with every key and every shape. */
import { useEffect, useRef } from "react";
import { CASE_STATES, STAGES, stageOf } from "../../shared/case/state.ts";
import { StageMark } from "../board/mark.tsx";
import { useWords } from "../kit/words.ts";
import { HELP } from "./keys.ts";

export function Help({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <div className="help-shade" onClick={onClose}>
      <section
        className="help"
        role="dialog"
        aria-modal="true"
        aria-label={words.text("help.title")}
        onClick={(event) => event.stopPropagation()}
      >
        <header>
          <h2>{words.text("help.title")}</h2>
          <button ref={close} type="button" className="close" aria-label={words.text("help.close")} onClick={onClose}>
            ✕
          </button>
        </header>
        <dl>
          {HELP.map(({ keys, what }) => (
            <div key={what}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{words.text(what)}</dd>
            </div>
          ))}
        </dl>
        <h3>{words.text("help.shapes")}</h3>
        <ul className="shapes">
          {STAGES.map((stage) => (
            <li key={stage}>
              <StageMark state={CASE_STATES.findIndex((state) => stageOf(state) === stage)} overdue={false} />
              {words.text(`stage.${stage}`)}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
