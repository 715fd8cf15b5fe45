/**
 * Several windows of one seat: the case that one opens is opened by those that show a case, so that the queue stands on one
 * screen and the case on another. Windows of one browser hear each other without the host.
 */
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { Route, useRoute } from "./route.ts";

const CHANNEL = "citywall.seat";

/** What windows say to each other. */
interface Followed {
  readonly say: "case";
  /** Whose seat; 0 while nobody has an account. */
  readonly person: number;
  readonly uid: number;
}

const isFollowed = (data: unknown): data is Followed =>
  typeof data === "object" &&
  data !== null &&
  (data as Followed).say === "case" &&
  Number.isSafeInteger((data as Followed).uid) &&
  Number.isSafeInteger((data as Followed).person);

export interface FollowValue {
  /** The case another window of this seat opened last; null before any, and while following is off. */
  readonly heard: number | null;
  /** Tells the other windows. */
  tell(uid: number): void;
}

export const FollowContext = createContext<FollowValue>({ heard: null, tell: () => {} });

/** For a page that marks a case without opening it, as the queue does. */
export const useFollow = (): FollowValue => useContext(FollowContext);

/** One for each window: tells of the case in the address, and goes along where the window shows a case. */
export function useFollowing(
  on: boolean,
  person: number,
  route: Route,
  go: ReturnType<typeof useRoute>[1],
): FollowValue {
  const channel = useRef<BroadcastChannel | null>(null);
  const [heard, setHeard] = useState<number | null>(null);
  const uid = route.page === "case" ? Number(route.rest[0] ?? 0) : 0;
  const latest = useRef({ uid, go });
  useEffect(() => {
    latest.current = { uid, go };
  });
  useEffect(() => {
    if (!on) return;
    const opened = new BroadcastChannel(CHANNEL);
    channel.current = opened;
    opened.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!isFollowed(data) || data.person !== person) return;
      setHeard(data.uid);
      const { uid: shown, go: goTo } = latest.current;
      if (shown > 0 && shown !== data.uid) goTo("case", data.uid);
    };
    return () => {
      opened.close();
      channel.current = null;
      setHeard(null);
    };
  }, [on, person]);
  const tell = useMemo(
    () => (told: number) => channel.current?.postMessage({ say: "case", person, uid: told } satisfies Followed),
    [person],
  );
  useEffect(() => {
    if (on && uid > 0 && uid !== heard) tell(uid);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what was heard is not told again
  }, [on, uid, tell]);
  return useMemo(() => ({ heard, tell }), [heard, tell]);
}
