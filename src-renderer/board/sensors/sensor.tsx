/** One station: its means against their limits over the last days. */
export interface ThingProps {
  readonly uid: number;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function SensorDetail(_props: ThingProps) {
  return null;
}
