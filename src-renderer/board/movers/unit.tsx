/** One person or vehicle: where, since when, what its device says. */
export interface ThingProps {
  readonly uid: number;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function UnitDetail(_props: ThingProps) {
  return null;
}
