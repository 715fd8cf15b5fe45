/** One static point: the rounds made to it this week. */
export interface ThingProps {
  readonly uid: number;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function PlaceDetail(_props: ThingProps) {
  return null;
}
