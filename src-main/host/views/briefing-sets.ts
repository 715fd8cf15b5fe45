/** Sets of cases by name while a briefing's figures are taken: which cases each figure counted. */
import type { CaseColumns } from "../../../shared/evaluation/columns.ts";
import type { FrozenBriefing, FrozenCount } from "../../../shared/briefing.ts";

export interface Sets {
  /** Puts the case at a place of the columns into a set, once. */
  put(name: string, place: number): void;
  /** How many a set holds, with its name; 0 for one that nothing was put into. */
  count(name: string): FrozenCount;
  /** Those cases that some set holds, newest report first, and the sets over them. */
  pack(subjectOf: Uint32Array): Pick<FrozenBriefing, "cases" | "sets">;
}

/** Good while the columns do not change. */
export function openSets(columns: CaseColumns): Sets {
  const sets = new Map<string, Uint8Array>();
  const counts = new Map<string, number>();
  const bytes = (columns.length + 7) >> 3;
  const any = new Uint8Array(bytes);
  const has = (bits: Uint8Array, place: number) => ((bits[place >> 3] as number) & (1 << (place & 7))) !== 0;
  const set = (bits: Uint8Array, place: number) => {
    bits[place >> 3] = (bits[place >> 3] as number) | (1 << (place & 7));
  };
  return {
    put(name, place) {
      let bits = sets.get(name);
      if (bits === undefined) sets.set(name, (bits = new Uint8Array(bytes)));
      if (has(bits, place)) return;
      set(bits, place);
      set(any, place);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    count: (name) => ({ n: counts.get(name) ?? 0, set: name }),
    pack(subjectOf) {
      const places: number[] = [];
      for (let i = 0; i < columns.length; i++) if (has(any, i)) places.push(i);
      const { reportedAt, uid } = columns;
      places.sort(
        (a, b) => (reportedAt[b] as number) - (reportedAt[a] as number) || (uid[b] as number) - (uid[a] as number),
      );
      const packed = [...sets].map(([name, bits]) => {
        const into = new Uint8Array((places.length + 7) >> 3);
        places.forEach((place, i) => {
          if (has(bits, place)) set(into, i);
        });
        return [name, into] as const;
      });
      return {
        cases: {
          uid: Uint32Array.from(places, (place) => uid[place] as number),
          subject: Uint32Array.from(places, (place) => subjectOf[place] as number),
        },
        sets: Object.fromEntries(packed),
      };
    },
  };
}
