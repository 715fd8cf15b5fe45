/** The head of every page: whose city, how the line stands, what waits, which alarms, what time it is, and who is in. */
import { DownOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown, type MenuProps } from "antd";
import { memo, useCallback, useContext } from "react";
import type { RecordOf } from "../../../shared/tables.ts";
import { CLOCK_OFF_MS, clockSentence } from "../../board/sync/words.ts";
import { lineWord } from "../../board/judge.ts";
import { lineSentence } from "../../board/line.ts";
import { Boundary } from "../../kit/boundary.tsx";
import { ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import { useBeat } from "../../kit/tick.ts";
import { clockText, dateText, weekdayText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useLine, useLink, useView } from "../../link/react.ts";
import { AlarmStrip } from "../alarms/strip.tsx";
import { useComfort } from "./comfort.ts";
import { useSeat } from "./desk.ts";
import type { OwnActs } from "./own.ts";

export interface SeatHeaderProps {
  readonly platform: RecordOf<"platforms"> | null;
  readonly own: OwnActs;
}

const SOUNDING = 0.6;

export const SeatHeader = memo(function SeatHeader({ platform, own }: SeatHeaderProps) {
  const words = useWords();
  // Reports of the line come every second; what lies below is not drawn for them.
  const state = lineWord(useContext(FreshnessContext));
  const [comfort, change] = useComfort();
  const alarms = useView({ view: "alarms" });
  const onSound = useCallback((on: boolean) => change({ volume: on ? SOUNDING : 0 }), [change]);
  return (
    <header className="seat-head" data-line-state={state}>
      <p className="seat-name">
        <b>{platform === null ? words.text("product.title") : words.name(platform)}</b>
        <span>{words.text("seat.title")}</span>
      </p>
      <LineState />
      <Waiting />
      <ClockOff />
      {platform?.demo === 1 && <Demo />}
      <Boundary
        retryKey={alarms.rev}
        fallback={() => <p className="seat-mark amber">▲ {words.text("seat.alarmsFailed")}</p>}
      >
        <AlarmStrip volume={comfort.volume} onSound={onSound} />
      </Boundary>
      <HubTime />
      <Tools own={own} />
    </header>
  );
});

const Tools = memo(function Tools({ own }: { readonly own: OwnActs }) {
  const words = useWords();
  return (
    <span className="seat-head-tools">
      <Button type="text" onClick={own.palette} data-open-palette>
        {words.text("seat.palette.open")} <kbd>Ctrl+K</kbd>
      </Button>
      <Button
        type="text"
        lang={words.language === "en" ? "zh-CN" : "en"}
        aria-label={words.text("language.switch")}
        onClick={own.language}
      >
        {words.text("language.other")}
      </Button>
      <Button type="text" aria-label={words.text("seat.keys.title")} onClick={own.keys}>
        ?
      </Button>
      <Who own={own} />
    </span>
  );
});

function LineState() {
  const words = useWords();
  const freshness = useContext(FreshnessContext);
  const { clock } = useContext(ClockContext);
  const { go } = useSeat();
  const sentence = useBeat(() => lineSentence(freshness, clock(), words));
  return (
    <p className="seat-line" role="status">
      <button type="button" title={sentence} onClick={() => go("offline")}>
        <i aria-hidden="true" />
        <span>{sentence}</span>
      </button>
    </p>
  );
}

/** Requests that have not been sent, and those that the hub refused. */
function Waiting() {
  const words = useWords();
  const { go } = useSeat();
  const outbox = useLine().report?.outbox;
  if (outbox === undefined || (outbox.waiting === 0 && outbox.conflicts === 0)) return null;
  return (
    <button
      type="button"
      className="seat-waiting"
      data-waiting={outbox.waiting}
      data-conflicts={outbox.conflicts}
      onClick={() => go("offline")}
    >
      {outbox.waiting > 0 && <span>{words.text("line.waiting", { count: outbox.waiting })}</span>}
      {outbox.conflicts > 0 && (
        <span className="amber">▲ {words.text("line.conflicts", { count: outbox.conflicts })}</span>
      )}
    </button>
  );
}

function ClockOff() {
  const words = useWords();
  const off = useLine().report?.clockOffMs ?? null;
  if (off === null || Math.abs(off) <= CLOCK_OFF_MS) return null;
  return (
    <p className="seat-mark amber" title={words.text("sync.clock.harmless")}>
      ▲ {clockSentence(off, words)}
    </p>
  );
}

function Demo() {
  const words = useWords();
  const pace = useLine().report?.pace ?? 1;
  return (
    <p className="seat-mark">
      {words.text("clock.invented")}
      {pace !== 1 && ` · ${words.text("clock.demo", { pace })}`}
    </p>
  );
}

const HubTime = memo(function HubTime() {
  const words = useWords();
  const link = useLink();
  const time = useBeat(() => {
    const now = link.hubNow();
    return now === null ? "--:--:--" : clockText(now, words.timeZone);
  });
  const date = useBeat(() => {
    const now = link.hubNow();
    return now === null
      ? ""
      : `${dateText(now, words.timeZone, words.language)} ${weekdayText(now, words.timeZone, words.language)}`;
  });
  return (
    <p className="seat-time" title={`${words.text("clock.label")} · ${words.timeZone}`}>
      <time>{time}</time>
      <small>{date}</small>
    </p>
  );
});

function Who({ own }: { readonly own: OwnActs }) {
  const words = useWords();
  const { person, role, go } = useSeat();
  const settings = { key: "settings", label: words.text("seat.page.settings"), onClick: () => go("settings") };
  const items: MenuProps["items"] =
    person === null
      ? [{ key: "first", label: words.text("seat.door.nameFirst"), onClick: own.nameFirst }, settings]
      : [
          settings,
          { key: "password", label: words.text("seat.own.password"), onClick: own.changePassword },
          {
            key: "lock",
            label: `${words.text("seat.own.lock")} (Ctrl+L)`,
            disabled: own.cannotLock !== null,
            title: own.cannotLock ?? undefined,
            onClick: own.lock,
          },
          { type: "divider" },
          { key: "logout", label: words.text("seat.own.logout"), onClick: own.logout },
        ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button type="text" className="seat-who" data-who={person?.login ?? ""}>
        <UserOutlined aria-hidden="true" />
        {person === null ? (
          words.text("seat.open")
        ) : (
          <span>
            {person.name} · {words.text(`role.${role}`)}
          </span>
        )}
        <DownOutlined aria-hidden="true" />
      </Button>
    </Dropdown>
  );
}
