/** The city's time when a bar was opened: later minutes do not change what it offers. */
import { useState } from "react";
import { useBeat } from "../../kit/tick.ts";
import { useLink } from "../../link/react.ts";

/** Hub time when it was first known to this component, epoch ms; null before. */
export function useHubMinute(): number | null {
  const link = useLink();
  const [first, setFirst] = useState<number | null>(() => link.hubNow());
  const known = useBeat(() => link.hubNow() !== null);
  if (first === null && known) setFirst(link.hubNow());
  return first;
}
