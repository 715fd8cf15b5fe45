/** What was found, by kind: the kind of the best first, and in each kind the best first. */
import type { Found } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";

/** A shape for each kind, beside its word. */
const SHAPES: Record<Found["kind"], string> = {
  case: "M3 2h7l3 3v9H3ZM5.5 8h5M5.5 11h5",
  camera: "M2 5h8v6H2ZM10 7l4-2v6l-4-2",
  grid: "M2 2h12v12H2ZM8 2v12M2 8h12",
  department: "M3 14V4l5-2 5 2v10M2 14h12M6 7h.01M10 7h.01M6 10h.01M10 10h.01",
  unit: "M8 2a2.5 2.5 0 1 0 .01 0ZM3 14c0-4 2-5.5 5-5.5s5 1.5 5 5.5",
  component: "M8 14V5M5 14h6M8 5 5 2M8 5l3-3M5 2h6",
  place: "M8 14S3 9.5 3 6.5a5 5 0 0 1 10 0C13 9.5 8 14 8 14Z",
  sensor: "M8 14V8M8 8a1 1 0 1 0-.01 0M4.5 9.5a4 4 0 0 1 0-6M11.5 9.5a4 4 0 0 0 0-6",
  street: "M5 14 7 2M11 14 9 2M8 5v2M8 10v2",
  area: "M2 4 6 2l4 2 4-2v10l-4 2-4-2-4 2Z",
};

export interface FoundGroup {
  readonly kind: Found["kind"];
  readonly found: readonly Found[];
}

/** Groups in the order in which their best come. */
export function groupsOf(found: readonly Found[]): FoundGroup[] {
  return [...Map.groupBy(found, ({ kind }) => kind)].map(([kind, all]) => ({ kind, found: all }));
}

export const optionId = (i: number) => `search-option-${i}`;

export interface SearchListProps {
  readonly groups: readonly FoundGroup[];
  /** The chosen one, counted through all groups. */
  readonly at: number;
  readonly onChoose: (i: number) => void;
  readonly onOpen: (found: Found) => void;
}

export function SearchList({ groups, at, onChoose, onOpen }: SearchListProps) {
  const words = useWords();
  let next = 0;
  return (
    <div className="search-list" id="search-list" role="listbox" aria-label={words.text("search.title")}>
      {groups.map(({ kind, found }) => (
        <div key={kind} role="group" aria-label={words.text(`search.kind.${kind}`)} data-kind={kind}>
          <h3 aria-hidden="true">
            <svg className="search-mark" viewBox="0 0 16 16">
              <path d={SHAPES[kind]} />
            </svg>
            {words.text(`search.kind.${kind}`)}
          </h3>
          {found.map((each) => {
            const i = next++;
            const name = words.name({ name: each.title, nameEn: each.titleEn });
            const detail = words.language === "en" ? each.detailEn : each.detail;
            return (
              <div
                key={`${each.kind} ${each.uid}`}
                id={optionId(i)}
                role="option"
                aria-selected={i === at}
                className="search-option"
                data-found={`${each.kind} ${each.uid}`}
                onMouseMove={() => onChoose(i)}
                onClick={() => onOpen(each)}
              >
                <span>{name}</span>
                <small>{detail === name ? "" : detail}</small>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
