/** Who had eyes on a grid today, and when. */
export interface ThingProps {
  readonly uid: number;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function VisitsDetail(_props: ThingProps) {
  return null;
}
