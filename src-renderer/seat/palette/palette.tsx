/** The palette: every act of now and every thing of the city by a few letters. */
import { Input, Modal, type InputRef } from "antd";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { Found } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import type { SeatAct } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { strokeText } from "../shell/keys.ts";
import { findActs } from "./find.ts";
import "./palette.css";

const MOST_ACTS = 12;
const MOST_FOUND = 8;
/** What the palette can go to; the others have no page at a seat. */
const GOES = ["case", "department", "camera"] as const;
type Goes = Found & { readonly kind: (typeof GOES)[number] };
const goes = (found: Found): found is Goes => GOES.some((kind) => kind === found.kind);

type Line =
  | { readonly is: "act"; readonly act: SeatAct; readonly key: string }
  | { readonly is: "found"; readonly found: Goes; readonly key: string };

export interface PaletteProps {
  readonly acts: readonly SeatAct[];
  readonly onClose: () => void;
}

export function Palette({ acts, onClose }: PaletteProps) {
  const words = useWords();
  const { go } = useSeat();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const input = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  const asked = text.trim().slice(0, 100);
  const search = useView({ view: "search", text: asked, limit: MOST_FOUND }).value;
  const lines = useMemo<readonly Line[]>(() => {
    const found = asked === "" ? [] : (search?.found.filter(goes) ?? []);
    return [
      ...findActs(acts, text)
        .slice(0, text.trim() === "" ? acts.length : MOST_ACTS)
        .map((act): Line => ({ is: "act", act, key: act.id })),
      ...found
        .slice(0, MOST_FOUND)
        .map((each): Line => ({ is: "found", found: each, key: `${each.kind} ${each.uid}` })),
    ];
  }, [acts, text, asked, search]);
  const chosen = Math.min(at, lines.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen, lines]);

  const open = (line: Line | undefined) => {
    if (line === undefined || (line.is === "act" && line.act.cannot !== undefined)) return;
    onClose();
    if (line.is === "act") line.act.run();
    else if (line.found.kind === "case") go("case", line.found.uid);
    else if (line.found.kind === "department") go("contacts", line.found.uid);
    else go("office", "cameras", line.found.uid);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(lines.length - 1, chosen + move)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      open(lines[chosen]);
    }
  };

  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      width="min(720px, 92vw)"
      title={words.text("seat.palette.title")}
      classNames={{ wrapper: "palette" }}
      afterOpenChange={(now) => {
        if (now) input.current?.focus();
      }}
    >
      <Input
        ref={input}
        size="large"
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={chosen >= 0 ? `palette-${chosen}` : undefined}
        aria-label={words.text("seat.palette.title")}
        placeholder={words.text("seat.palette.hint")}
        value={text}
        maxLength={100}
        data-palette
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div
        ref={list}
        id="palette-list"
        className="palette-list"
        role="listbox"
        aria-label={words.text("seat.palette.title")}
      >
        {lines.map((line, i) => (
          <div
            key={line.key}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === chosen}
            aria-disabled={line.is === "act" && line.act.cannot !== undefined}
            data-line={line.is === "act" ? line.act.id : line.key}
            onPointerMove={() => setAt(i)}
            onClick={() => open(line)}
          >
            {line.is === "act" ? <ActLine act={line.act} /> : <FoundLine found={line.found} />}
          </div>
        ))}
        {lines.length === 0 && <p className="palette-none">{words.text("seat.palette.none", { text: asked })}</p>}
      </div>
    </Modal>
  );
}

function ActLine({ act }: { readonly act: SeatAct }) {
  const words = useWords();
  const other = words.language === "en" ? act.titles["zh-CN"] : act.titles.en;
  return (
    <>
      <span>
        {act.title} <small lang={words.language === "en" ? "zh-CN" : "en"}>{other}</small>
      </span>
      <span className="palette-side">
        {act.cannot ?? words.text(`seat.group.${act.group}`)}
        {act.key !== undefined && <kbd>{strokeText(act.key)}</kbd>}
      </span>
    </>
  );
}

function FoundLine({ found }: { readonly found: Goes }) {
  const words = useWords();
  return (
    <>
      <span>
        {words.name({ name: found.title, nameEn: found.titleEn })}{" "}
        <small>{words.language === "en" ? found.detailEn : found.detail}</small>
      </span>
      <span className="palette-side">{words.text(`search.kind.${found.kind}`)}</span>
    </>
  );
}
