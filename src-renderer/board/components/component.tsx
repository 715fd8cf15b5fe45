/** One component (部件): what it is, whose, in what state, and the cases beside it. */
export interface ThingProps {
  readonly uid: number;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function ComponentDetail(_props: ThingProps) {
  return null;
}
