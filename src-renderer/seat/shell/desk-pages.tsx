/** The seat of somebody who is in: the frame with its pages, the palette, the keys, the tour, and what one does with one's own seat. */
import { message, Modal } from "antd";
import { lazy, memo, Suspense, useCallback, useContext, useMemo, useState } from "react";
import type { SessionValue } from "../../../shared/seat.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { PersonWord } from "../../../shared/wire/door.ts";
import { mayAsk, mayCommand } from "../../../shared/rights.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { useAct } from "../../link/react.ts";
import { Again } from "../door/login.tsx";
import { ChangeForm } from "../door/change.tsx";
import { FirstForm } from "../door/first.tsx";
import { PushProvider } from "../direction/push-provider.tsx";
import { KeysCard } from "../palette/keys-card.tsx";
import { ActsContext, createActs, type Acts } from "./acts.ts";
import { useGiveAway } from "./ask.ts";
import { useComfort } from "./comfort.ts";
import { SeatContext, type SeatDesk } from "./desk.ts";
import { FollowContext, useFollowing } from "./follow.ts";
import { useActsNow } from "./foot.tsx";
import { Frame } from "./frame.tsx";
import { useGathered } from "./gathering.ts";
import { useGlobalActs } from "./global-acts.ts";
import { useActKeys } from "./keys.ts";
import { LOCK_KEY } from "./lock.ts";
import { OwnContext, type OwnActs } from "./own.ts";
import { useRoute, type Route } from "./route.ts";
import { FirstTour, useTour } from "./tour.tsx";
import { useUndo, type Undo } from "./undo-state.ts";

/** The sounds of Chinese signs are much to load, so they come with the first use. */
const Palette = lazy(async () => ({ default: (await import("../palette/palette.tsx")).Palette }));

export interface DeskPagesProps {
  /** Null while nobody has an account. */
  readonly person: PersonWord | null;
  readonly session: SessionValue | null;
  /** What lies over the pages, which stay as they are beneath. */
  readonly cover: "again" | "change" | "lock" | null;
  /** The seat was locked before its session ended: nothing beneath may be seen. */
  readonly locked: boolean;
  /** What is shown is current. */
  readonly isLive: boolean;
  readonly platform: RecordOf<"platforms"> | null;
  readonly onLanguage: () => void;
}

export function DeskPages(props: DeskPagesProps) {
  const { person, session, cover, locked, isLive, platform, onLanguage } = props;
  const words = useWords();
  const act = useAct();
  const { clock } = useContext(ClockContext);
  const [route, go] = useRoute();
  const [acts] = useState(createActs);
  const [comfort] = useComfort();
  const [toast, toasts] = message.useMessage();
  const [open, setOpen] = useState<"palette" | "keys" | "password" | "first" | null>(null);
  const give = useGiveAway(person, words.text("seat.open"));
  const undo = useUndo(give, clock);
  const tour = useTour(person !== null);
  const uid = person?.uid ?? 0;
  const follow = useFollowing(comfort.follow, uid, route, go);
  useGathered(uid);
  useActKeys(acts, cover !== null);

  const role = person?.role ?? "admin";
  const desk = useMemo<SeatDesk>(
    () => ({
      person,
      role,
      platform: platform?.platform ?? "",
      may: (ask) => mayAsk(role, ask),
      mayCommand: (command) => mayCommand(role, command),
      ask: give,
      askWithUndo: undo.ask,
      go,
      notify: (sentence, kind = "info") => void toast.open({ content: sentence, type: kind }),
    }),
    [person, role, platform?.platform, give, undo.ask, toast, go],
  );
  const number = session?.session ?? 0;
  const { show: showTour } = tour;
  // The line's reports come every second: what they change nothing of is given the same, and is not drawn for them.
  const own = useMemo<OwnActs>(
    () => ({
      lock: () =>
        void act({ do: "keep", key: LOCK_KEY, value: String(number) }).then((result) => {
          if (result.did === "not") desk.notify(words.trouble(result.trouble), "error");
        }),
      cannotLock: isLive ? null : words.text("seat.lock.cannot"),
      logout: () => void act({ do: "logout" }),
      changePassword: () => setOpen("password"),
      nameFirst: () => setOpen("first"),
      language: onLanguage,
      keys: () => setOpen("keys"),
      palette: () => setOpen("palette"),
      tour: showTour,
    }),
    [act, number, desk, words, isLive, onLanguage, showTour],
  );
  const close = useCallback(() => setOpen(null), []);
  const opaque = cover === "lock" || locked;
  return (
    <ActsContext value={acts}>
      <SeatContext value={desk}>
        <FollowContext value={follow}>
          <OwnContext value={own}>
            {toasts}
            <GlobalActs route={route} own={own} undo={undo} />
            <PushProvider>
              <div className="seat-whole" inert={cover !== null} data-unseen={cover !== null && opaque}>
                <Frame platform={platform} route={route} own={own} undo={undo} />
              </div>
            </PushProvider>
            {open === "palette" && <OpenPalette acts={acts} onClose={close} />}
            {open === "keys" && <OpenKeys acts={acts} onClose={close} />}
            {person !== null && (
              <Modal
                open={open === "password"}
                onCancel={close}
                footer={null}
                destroyOnHidden
                title={words.text("seat.own.password")}
              >
                <ChangeForm
                  person={person}
                  must={false}
                  onAway={close}
                  onDone={() => {
                    close();
                    desk.notify(words.text("seat.change.done"), "success");
                  }}
                />
              </Modal>
            )}
            {person === null && (
              <Modal
                open={open === "first"}
                onCancel={close}
                footer={null}
                destroyOnHidden
                title={words.text("seat.door.nameFirst")}
              >
                <FirstForm onLater={null} />
              </Modal>
            )}
            {cover === null && <FirstTour tour={tour} />}
            {person !== null && cover !== null && (
              <Cover person={person} cover={cover} opaque={opaque} onOther={own.logout} />
            )}
          </OwnContext>
        </FollowContext>
      </SeatContext>
    </ActsContext>
  );
}

interface GlobalActsProps {
  readonly route: Route;
  readonly own: OwnActs;
  readonly undo: Undo;
}

/** Beneath the contexts, so that it may use them. */
const GlobalActs = memo(function GlobalActs({ route, own, undo }: GlobalActsProps) {
  const { clock } = useContext(ClockContext);
  useGlobalActs(route, own, undo, clock);
  return null;
});

interface OpenActsProps {
  readonly acts: Acts;
  readonly onClose: () => void;
}

function OpenPalette({ acts, onClose }: OpenActsProps) {
  return (
    <Suspense fallback={null}>
      <Palette acts={useActsNow(acts)} onClose={onClose} />
    </Suspense>
  );
}

function OpenKeys({ acts, onClose }: OpenActsProps) {
  return <KeysCard acts={useActsNow(acts)} onClose={onClose} />;
}

interface CoverProps {
  readonly person: PersonWord;
  readonly cover: "again" | "change" | "lock";
  readonly opaque: boolean;
  readonly onOther: () => void;
}

function Cover({ person, cover, opaque, onOther }: CoverProps) {
  const words = useWords();
  const act = useAct();
  if (cover !== "change") {
    return (
      <Again
        person={person}
        why={cover === "lock" ? "lock" : "ended"}
        opaque={opaque}
        onIn={() => void act({ do: "keep", key: LOCK_KEY, value: null })}
        onOther={onOther}
      />
    );
  }
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      centered
      zIndex={2_000}
      title={words.text("seat.change.title")}
      data-cover="change"
    >
      <ChangeForm person={person} must onDone={() => {}} onAway={onOther} />
    </Modal>
  );
}
