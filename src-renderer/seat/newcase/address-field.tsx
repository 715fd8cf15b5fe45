/** The place of a new case in words: what is typed is looked for in the city, and what is chosen sets the point. */
import { AutoComplete } from "antd";
import { useWords } from "../../kit/words.ts";
import { useSearched, useSearchKeys } from "../shell/searching.ts";

const SHOWN = 12;

export interface AddressFieldProps {
  readonly id: string;
  readonly value: string;
  readonly onType: (text: string) => void;
  readonly onChoose: (address: string, lon: number, lat: number) => void;
}

export function AddressField({ id, value, onType, onChoose }: AddressFieldProps) {
  const words = useWords();
  const searched = useSearched(value, SHOWN);
  const placed = searched.found.filter(({ lon, lat }) => lon !== null && lat !== null);
  const choose = (chosen: (typeof placed)[number] | undefined) => {
    if (chosen === undefined || chosen.lon === null || chosen.lat === null) return;
    // A case is found by its number; its place is what is meant.
    const { kind, title, titleEn, detail, detailEn } = chosen;
    const address = kind === "case" ? { name: detail, nameEn: detailEn } : { name: title, nameEn: titleEn };
    onChoose(words.name(address), chosen.lon, chosen.lat);
  };
  const keys = useSearchKeys(value, searched, () => choose(placed[0]));
  return (
    <div {...keys}>
      <AutoComplete
        id={id}
        value={value}
        options={placed.map((each) => ({
          value: `${each.kind}/${each.uid}`,
          label: `${words.name({ name: each.title, nameEn: each.titleEn })} ${words.name({ name: each.detail, nameEn: each.detailEn })}`,
        }))}
        onSelect={(key: string) => choose(placed.find(({ kind, uid }) => `${kind}/${uid}` === key))}
        onChange={(next: string) => {
          if (!placed.some(({ kind, uid }) => `${kind}/${uid}` === next)) onType(next);
        }}
      />
    </div>
  );
}
