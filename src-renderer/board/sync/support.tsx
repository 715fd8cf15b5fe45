/** The text for support: written to a file by the host, shown whole, and copied where the system lets us. */
import { useEffect, useRef, useState } from "react";
import type { ActResult } from "../../../shared/wire/port.ts";
import { useWords } from "../../kit/words.ts";

export type Support = Extract<ActResult, { did: "support" }>;

export function SupportCard({ support, onClose }: { readonly support: Support; readonly onClose: () => void }) {
  const words = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const copyKey = useRef<HTMLButtonElement>(null);
  const [said, say] = useState<"copied" | "selected" | null>(null);
  useEffect(() => copyKey.current?.focus(), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(support.text);
      say("copied");
    } catch {
      // The page may not write there, or there is no clipboard over plain http: the person can still press the keys.
      box.current?.focus();
      box.current?.select();
      say("selected");
    }
  };
  return (
    <div className="sync-shade" onClick={onClose}>
      <section
        className="sync-support"
        role="dialog"
        aria-modal="true"
        aria-label={words.text("sync.support")}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") onClose();
        }}
      >
        <h2>{words.text("sync.support")}</h2>
        <p>
          {words.text("sync.support.written")}{" "}
          <span className="sync-path" data-support-file={support.file}>
            {support.file}
          </span>
        </p>
        <p className="sync-dim">{words.text("sync.support.about")}</p>
        <textarea ref={box} readOnly value={support.text} aria-label={words.text("sync.support.text")} />
        <p className="sync-keys">
          <button ref={copyKey} type="button" data-copy onClick={() => void copy()}>
            {words.text("sync.support.copy")}
          </button>
          <button type="button" onClick={onClose}>
            {words.text("sync.support.close")}
          </button>
          <span role="status">{said !== null && words.text(`sync.support.${said}`)}</span>
        </p>
      </section>
    </div>
  );
}
