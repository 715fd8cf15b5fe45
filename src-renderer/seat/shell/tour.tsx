/** The first look around: five steps, shown once to each person on a machine (note `tour`); settings show it again. */
import { Tour, type TourProps } from "antd";
import { memo, useCallback, useMemo, useState } from "react";
import { useAct, useView } from "../../link/react.ts";
import { useWords } from "../../kit/words.ts";

const TOUR_KEY = "tour";

export interface TourState {
  readonly open: boolean;
  show(): void;
  close(): void;
}

/**
 * Opens by itself when the notes are there and none says that it was seen.
 * @param person false while nobody has an account: then it is shown when it is asked for
 */
export function useTour(person: boolean): TourState {
  const act = useAct();
  const notes = useView({ view: "kept", prefix: TOUR_KEY }).value;
  const [asked, setAsked] = useState<boolean | null>(null);
  const unseen = person && notes !== null && !notes.some(({ key }) => key === TOUR_KEY);
  const show = useCallback(() => setAsked(true), []);
  const close = useCallback(() => {
    setAsked(false);
    void act({ do: "keep", key: TOUR_KEY, value: '"seen"' });
  }, [act]);
  const open = asked ?? unseen;
  return useMemo(() => ({ open, show, close }), [open, show, close]);
}

const STEPS = ["queue", "case", "keys", "alarms", "offline"] as const;
/** What each step points at. */
const PLACE: Readonly<Record<Exclude<(typeof STEPS)[number], "case">, string>> = {
  queue: '[data-nav="queue"]',
  keys: "[data-open-palette]",
  alarms: '[data-nav="alarms"]',
  offline: '[data-nav="offline"]',
};

export const FirstTour = memo(function FirstTour({ tour }: { readonly tour: TourState }) {
  const words = useWords();
  const steps: NonNullable<TourProps["steps"]> = STEPS.map((step) => ({
    title: words.text(`seat.tour.${step}`),
    description: words.text(`seat.tour.${step}.text`),
    // Of a whole page nothing is pointed at: the step stands in the middle.
    target: step === "case" ? null : () => document.querySelector<HTMLElement>(PLACE[step]) ?? document.body,
  }));
  return (
    <Tour
      open={tour.open}
      steps={steps}
      onClose={tour.close}
      indicatorsRender={(now, all) => words.text("seat.tour.step", { n: now + 1, of: all })}
    />
  );
});
