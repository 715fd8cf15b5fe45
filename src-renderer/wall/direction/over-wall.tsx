/** What lies over the whole window of a wall: the test card, the night. */
import type { Scene } from "../../../shared/scene.ts";
import { dimmingOf } from "./care.ts";
import { Dimmed } from "./care.tsx";
import { callsForEyes } from "./reason.ts";
import { TestCard } from "./test-card.tsx";
import type { WallDirection } from "./use-wall-direction.ts";

export interface OverWallProps {
  readonly directed: WallDirection;
  readonly scene: Scene;
}

export function OverWall({ directed, scene }: OverWallProps) {
  const { direction, testCard, setTestCard, keys } = directed;
  const { shown, still } = direction;
  const close = () => {
    if (testCard) setTestCard(false);
    else keys.leave();
  };
  return (
    <>
      {(testCard || shown?.testCard === true) && <TestCard direction={direction} onClose={close} />}
      {!still && <Dimmed dimming={dimmingOf(scene.dim)} alarm={callsForEyes(shown)} />}
    </>
  );
}
