/** The page of the door: the product, the city, a form, and the machine one sits at. */
import { Button } from "antd";
import type { ReactNode } from "react";
import type { RecordOf } from "../../../shared/tables.ts";
import { useBeat } from "../../kit/tick.ts";
import { useContext } from "react";
import { ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { lineWord } from "../../board/judge.ts";
import { lineSentence } from "../../board/line.ts";
import "./door.css";

export interface DoorCardProps {
  readonly name: string;
  readonly title: string;
  readonly platform: RecordOf<"platforms"> | null;
  /** How this machine calls itself, "" before that is known. */
  readonly machine: string;
  readonly onLanguage: () => void;
  readonly children: ReactNode;
}

export function DoorCard({ name, title, platform, machine, onLanguage, children }: DoorCardProps) {
  const words = useWords();
  const { clock } = useContext(ClockContext);
  const freshness = useContext(FreshnessContext);
  const line = useBeat(() => lineSentence(freshness, clock(), words));
  return (
    <main className="door" data-door={name}>
      <section className="door-card" aria-labelledby="door-title">
        <p className="door-city">
          {platform === null ? "" : `${words.name(platform)} · `}
          {words.text("product.title")}
        </p>
        <h1 id="door-title">{title}</h1>
        {children}
        <footer className="door-foot">
          <span data-line-state={lineWord(freshness)} role="status">
            {line}
          </span>
          {machine !== "" && <span>{words.text("seat.door.machine", { machine })}</span>}
          <Button
            type="link"
            size="small"
            lang={words.language === "en" ? "zh-CN" : "en"}
            aria-label={words.text("language.switch")}
            onClick={onLanguage}
          >
            {words.text("language.other")}
          </Button>
        </footer>
      </section>
    </main>
  );
}
