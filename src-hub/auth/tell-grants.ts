/** Grants in words. */
import type { Language, Text } from "../../shared/text.ts";
import type { Grant, Store } from "../store/store.ts";

/** Who it is, and below that what may be seen. */
export function grantLines(grant: Grant, text: Text, language: Language): string[] {
  const { name, months, personal, restricted } = grant;
  const list = (values: readonly string[] | null) => (values === null ? text("grants.all") : values.join(" "));
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(grant.madeAt);
  return [
    text("grants.row", { name, role: text(`grants.role.${grant.role}`), date }),
    `  ${text("grants.scope", {
      platforms: list(grant.platforms),
      districts: list(grant.districts),
      departments: list(grant.departments),
      months: months === null ? text("grants.all") : text("grants.months", { count: months }),
      personal: text(`grants.personal.${personal ? "yes" : "no"}`),
      cameras: text(`grants.cameras.${restricted ? "all" : "open"}`),
    })}`,
  ];
}

/** What a grant names that the hub does not have (yet): most likely a slip of the pen. */
export function unknownParts(grant: Grant, store: Pick<Store, "each" | "unitGrids">, text: Text): string[] {
  const platforms = [...store.each("platforms")].map(({ platform }) => platform);
  const within = ({ platform }: { readonly platform: string }) => grant.platforms?.includes(platform) ?? true;
  const grids = grant.districts === null ? [] : store.unitGrids().filter(within);
  const departments = grant.departments === null ? [] : [...store.each("departments")].filter(within);
  const isThere = {
    platform: (value: string) => platforms.includes(value),
    district: (value: string) => grids.some(({ code }) => code.startsWith(value)),
    department: (value: string) =>
      departments.some(({ platform, id }) => value === id || value === `${platform}/${id}`),
  };
  const parts = { platform: grant.platforms, district: grant.districts, department: grant.departments } as const;
  return (["platform", "district", "department"] as const).flatMap((part) =>
    (parts[part] ?? [])
      .filter((value) => !isThere[part](value))
      .map((value) => text(`grants.unknown.${part}`, { value })),
  );
}
