/** Short notices at the foot of the window: said once, gone after a while, never in the way of a click. */
import { useCallback, useEffect, useState } from "react";

const SHOWN_MS = 6_000;

interface Notice {
  readonly id: number;
  readonly sentence: string;
}

/** The notices now and the function that adds one. A sentence already shown is not shown twice. */
export function useNotices(): readonly [readonly Notice[], (sentence: string) => void] {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const add = useCallback((sentence: string) => {
    setNotices((now) =>
      now.some((notice) => notice.sentence === sentence)
        ? now
        : [...now.slice(-2), { id: (now.at(-1)?.id ?? 0) + 1, sentence }],
    );
  }, []);
  useEffect(() => {
    if (notices.length === 0) return;
    const timer = setTimeout(() => setNotices((now) => now.slice(1)), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notices]);
  return [notices, add];
}

export function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  return (
    <div className="notices" role="status" aria-live="polite">
      {notices.map((notice) => (
        <p key={notice.id}>{notice.sentence}</p>
      ))}
    </div>
  );
}
