/** The picture of a window as it is truly on the screen, fetched anew whenever there is a newer one. */
import { useEffect, useRef, useState } from "react";
import type { WallWindow } from "../../../shared/direction/wall.ts";
import { useWords } from "../../kit/words.ts";
import { useAct } from "../../link/react.ts";

/** The address of a window's newest picture within this page; null while there is none. */
function useEcho({ host, display, picture }: Pick<WallWindow, "host" | "display" | "picture">): string | null {
  const act = useAct();
  const [url, setUrl] = useState<string | null>(null);
  const asking = useRef(false);
  useEffect(() => {
    // One at a time: while one is on its way the next number asks again.
    if (picture === 0 || asking.current) return;
    asking.current = true;
    void act({ do: "echo", host, display, picture }).then((result) => {
      asking.current = false;
      if (result.did !== "echo" || result.echo === null) return;
      const next = URL.createObjectURL(new Blob([new Uint8Array(result.echo.jpeg)], { type: "image/jpeg" }));
      setUrl((before) => {
        if (before !== null) URL.revokeObjectURL(before);
        return next;
      });
    });
  }, [act, host, display, picture]);
  const latest = useRef<string | null>(null);
  useEffect(() => {
    latest.current = url;
  }, [url]);
  useEffect(
    () => () => {
      if (latest.current !== null) URL.revokeObjectURL(latest.current);
    },
    [],
  );
  return url;
}

export function EchoPicture({ window }: { readonly window: WallWindow }) {
  const words = useWords();
  const url = useEcho(window);
  const shape = { aspectRatio: `${Math.max(1, window.width)} / ${Math.max(1, window.height)}` };
  if (url === null) {
    return (
      <p className="ops-echo ops-echo-none" style={shape}>
        {words.text("ops.noPicture")}
      </p>
    );
  }
  return (
    <img className="ops-echo" style={shape} src={url} alt={words.text("ops.picture", { display: window.display })} />
  );
}
