/** How a camera stands, told by shape first: a disc can be looked through, a slash cannot, bars stand still. */
import { useWords } from "../../kit/words.ts";
import type { CameraState } from "./words.ts";

const SHAPES: Readonly<Record<CameraState, string>> = {
  online: "M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10Z",
  offline: "M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10ZM3 13 13 3",
  unreachable: "M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5",
  frozen: "M5.5 3v10M10.5 3v10",
  black: "M3 4h10v8H3Z",
  notWatched: "M5.5 6a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.7-.9 1.4M8 12.4v.2",
};

/** The camera's mark; its words stand beside it. */
export function CameraMark({ state }: { readonly state: CameraState }) {
  const words = useWords();
  return (
    <svg className={`mark camera-mark camera-${state}`} viewBox="0 0 16 16" role="img">
      <title>{words.text(`camera.state.${state}`)}</title>
      <path d={SHAPES[state]} />
    </svg>
  );
}
