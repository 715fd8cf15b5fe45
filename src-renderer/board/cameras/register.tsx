/** 摄像机登记: cameras, their groups, the video platforms behind them, and who looked; a page over the wall for whoever looks after them. */
import { useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { ClockContext } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { RegisterCameras } from "./register-cameras.tsx";
import { RegisterGateways } from "./register-gateways.tsx";
import { RegisterGroups } from "./register-groups.tsx";
import { RegisterWaiting } from "./register-waiting.tsx";
import { Looks } from "./looks.tsx";
import { useCameraRights } from "./rights.ts";
import "./register.css";

const TABS = ["cameras", "groups", "gateways", "looks"] as const;
type Tab = (typeof TABS)[number];
/** Records of looking that the page shows. */
const LOOKS_SHOWN = 500;

export interface RegisterProps {
  /** The camera to begin with; null for the list alone. */
  readonly camera: number | null;
  readonly onClose: () => void;
}

export function RegisterPage({ camera, onClose }: RegisterProps) {
  const words = useWords();
  return (
    <Sheet label={words.text("register.title")} onClose={onClose}>
      <RegisterBody
        camera={camera}
        close={
          <button type="button" className="close" aria-label={words.text("register.close")} onClick={onClose}>
            ✕
          </button>
        }
      />
    </Sheet>
  );
}

interface BodyProps extends Pick<RegisterProps, "camera"> {
  /** The way out; left out where the register is a page of its own. */
  readonly close?: ReactNode;
}

/** What is in the register, wherever it is shown. */
export function RegisterBody({ camera, close }: BodyProps) {
  const words = useWords();
  const { may, personal } = useCameraRights();
  const shown = TABS.filter(
    (tab) => tab === "groups" || (tab === "looks" ? personal : may(tab === "cameras" ? "putCamera" : "putGateway")),
  );
  const [chosen, choose] = useState<Tab>("cameras");
  const tab = shown.includes(chosen) ? chosen : "groups";
  return (
    <>
      <header className="register-head">
        <h2>{words.text("register.title")}</h2>
        <span className="switch" role="group" aria-label={words.text("register.parts")}>
          {shown.map((each) => (
            <button key={each} type="button" data-tab={each} aria-pressed={each === tab} onClick={() => choose(each)}>
              {words.text(`register.tab.${each}`)}
            </button>
          ))}
        </span>
        <RegisterWaiting />
        {close}
      </header>
      {tab === "cameras" && <RegisterCameras first={camera} />}
      {tab === "groups" && <RegisterGroups />}
      {tab === "gateways" && <RegisterGateways />}
      {tab === "looks" && <AllLooks />}
    </>
  );
}

interface SheetProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The page itself: it has the keyboard while it is open, and what lies below is out of its reach. */
function Sheet({ label, onClose, children }: SheetProps) {
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    const root = document.getElementById("root");
    const before = document.activeElement;
    root?.setAttribute("inert", "");
    sheet.current?.focus();
    return () => {
      root?.removeAttribute("inert");
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return createPortal(
    <section
      ref={sheet}
      className="register"
      role="dialog"
      aria-modal="true"
      aria-label={label}
      tabIndex={-1}
      data-page="register"
      onKeyDown={(event) => {
        // Letters are no keys of the wall here.
        event.stopPropagation();
        if (event.key === "Escape") onClose();
      }}
    >
      {children}
    </section>,
    document.body,
  );
}

function AllLooks() {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "looks", camera: 0, limit: LOOKS_SHOWN });
  const lines = useView({ view: "cameras" }).value;
  const names = useMemo(() => new Map((lines ?? []).map((line) => [line.uid, words.name(line)])), [lines, words]);
  const looks = view.value;
  const now = hubNow() ?? looks?.[0]?.toAt ?? 0;
  return (
    <div className="register-looks" data-state={looks === null ? "loading" : "live"}>
      {looks === null ? (
        <p className="camera-note">{words.text("register.loading")}</p>
      ) : looks.length === 0 ? (
        <p className="camera-note">{words.text("looks.none")}</p>
      ) : (
        <>
          <p className="camera-note">{words.text("looks.note", { count: looks.length })}</p>
          <Looks looks={looks} now={now} camera={(uid) => names.get(uid) ?? words.text("looks.gone")} />
        </>
      )}
    </div>
  );
}
