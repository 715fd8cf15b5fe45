/** Everything that the panels and features of a wall share, around them. */
import { useMemo, useState, type ReactNode } from "react";
import { DeskContext, type Desk } from "../board/desk.ts";
import { FollowContext, type Following, type Trail } from "../board/movers/follow.ts";
import { VideoDeskContext, type VideoDesk } from "../camera/video-desk.ts";
import { KeptContext, type Kept } from "../kit/kept.ts";
import { ClockContext, FreshnessContext } from "../kit/panel.tsx";
import type { Freshness } from "../kit/freshness.ts";
import type { Words } from "../kit/text.ts";
import { WordsContext } from "../kit/words.ts";
import { useLink } from "../link/react.ts";
import { FeaturesContext, type Features } from "./features/feature.ts";
import { OpenedContext, type OpenedNow } from "./opened-context.ts";
import { ShowingContext, type Showing } from "./showing.ts";

export interface WallContextsProps {
  readonly words: Words;
  readonly freshness: Freshness;
  readonly desk: Desk;
  readonly features: Features;
  readonly video: VideoDesk;
  readonly opened: OpenedNow;
  readonly showing: Showing;
  /** Monotonic real ms. */
  readonly clock: () => number;
  readonly children: ReactNode;
}

export function WallContexts(props: WallContextsProps) {
  const { words, freshness, desk, features, video, opened, showing, clock, children } = props;
  const link = useLink();
  const [kept] = useState<Kept>(() => new Map());
  const [trail, setTrail] = useState<Trail | null>(null);
  const { follow, setFollow } = features;
  const following = useMemo<Following>(() => ({ follow, setFollow, trail, setTrail }), [follow, setFollow, trail]);
  const clocks = useMemo(() => ({ clock, hubNow: () => link.hubNow() }), [link, clock]);
  return (
    <WordsContext value={words}>
      <ClockContext value={clocks}>
        <FreshnessContext value={freshness}>
          <DeskContext value={desk}>
            <KeptContext value={kept}>
              <FollowContext value={following}>
                <FeaturesContext value={features}>
                  <VideoDeskContext value={video}>
                    <OpenedContext value={opened}>
                      <ShowingContext value={showing}>{children}</ShowingContext>
                    </OpenedContext>
                  </VideoDeskContext>
                </FeaturesContext>
              </FollowContext>
            </KeptContext>
          </DeskContext>
        </FreshnessContext>
      </ClockContext>
    </WordsContext>
  );
}
