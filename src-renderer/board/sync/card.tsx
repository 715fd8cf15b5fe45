/** One section of the page, and one named value in it. */
import type { ReactNode } from "react";
import type { SyncStatus } from "../../../shared/sync-status.ts";
import { Panel } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";

/** What every section is given: the state as the host last told it, and hub time. */
export interface SectionProps {
  readonly status: SyncStatus | null;
  /** Hub time, epoch ms. */
  readonly now: number;
}

interface CardProps {
  readonly name: string;
  readonly title: string;
  readonly tools?: ReactNode;
  /** Null while it has not been told. */
  readonly told: unknown;
  readonly empty?: string | null;
  readonly children: ReactNode;
}

/** A section as a panel: loading, empty and broken read as everywhere on the wall. */
export function Card({ name, title, tools, told, empty = null, children }: CardProps) {
  return (
    <Panel
      name={`sync.${name}`}
      title={title}
      tools={tools}
      source=""
      view={{ value: told, trouble: null, rev: 0 }}
      empty={empty}
    >
      {children}
    </Panel>
  );
}

interface ItemProps {
  readonly label: string;
  /** For tests and readers of the page: the name of the figure and its plain value. */
  readonly name?: string;
  readonly value?: string | number | null;
  readonly children: ReactNode;
}

/** A label and what stands for it. */
export function Item({ label, name, value, children }: ItemProps) {
  const data = name === undefined ? {} : { "data-figure": `sync.${name}`, "data-value": value ?? "" };
  return (
    <>
      <dt>{label}</dt>
      <dd {...data}>{children}</dd>
    </>
  );
}

/** "—" with its meaning for readers that cannot see it. */
export function Unknown() {
  const words = useWords();
  return (
    <span className="sync-dim" title={words.text("sync.unknown")} aria-label={words.text("sync.unknown")}>
      —
    </span>
  );
}

export type Sign = "well" | "look" | "urgent" | "waits" | "off" | "clock";

const SHAPES: Record<Sign, string> = {
  well: "M3 8.5 6.5 12 13 4.5",
  look: "M8 1.5 15 14H1Z",
  urgent: "M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2Z",
  waits: "M8 2.5a5.5 5.5 0 1 0 .01 0Z",
  clock: "M8 1.5a6.5 6.5 0 1 0 .01 0ZM8 4.5V8l2.5 2",
  off: "M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5",
};

/** How something stands, by shape before colour: well, to be looked at, urgent, waiting, not done; and a clock. */
export function SignMark({ sign }: { readonly sign: Sign }) {
  return (
    <svg className={`sign sign-${sign}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[sign]} />
    </svg>
  );
}
