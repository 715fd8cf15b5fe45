/** One camera: where it hangs, how well it is, who has looked. */
import type { ThingProps } from "../coverage/place.tsx";

export function CameraDetail(_props: ThingProps) {
  return null;
}
