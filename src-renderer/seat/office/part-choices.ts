/** What of the city somebody's view can be limited to, as lists to choose from. */
import { useMemo } from "react";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import type { PartChoices } from "./person-fields.ts";

export function usePartChoices(): PartChoices {
  const words = useWords();
  const departments = useView({ view: "departments" }).value;
  const areas = useView({ view: "areas" }).value;
  return useMemo(
    () => ({
      departments: (departments ?? []).map((each) => ({ value: each.id, label: words.name(each) })),
      districts: (areas ?? []).map((each) => ({ value: each.code, label: `${words.name(each)} ${each.code}` })),
    }),
    [departments, areas, words],
  );
}
