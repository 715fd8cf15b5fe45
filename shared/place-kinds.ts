/** Words of places, components, stations and visits that tables speak of by code. */

/** Levels of areas, with how many digits of a unit grid's code tell them (GB/T 30428.1: 6 + 3 + 3 + 3). */
export const AREA_LEVELS = { district: 6, subdistrict: 9, community: 12 } as const;
export type AreaLevel = keyof typeof AREA_LEVELS;

/** Static points that rounds are made to. */
export const PLACE_KINDS = ["toilet", "transferStation", "wasteStation", "market", "park", "other"] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** 部件状态 of GB/T 47678.5: 完好 破损 丢失 废弃 移除. */
export const COMPONENT_STATES = ["intact", "damaged", "missing", "abandoned", "removed"] as const;
export type ComponentState = (typeof COMPONENT_STATES)[number];

/** What stations measure: particles in µg/m³, noise as an equivalent level in dB(A). */
export const POLLUTANTS = ["pm25", "pm10", "tsp", "noise"] as const;
export type Pollutant = (typeof POLLUTANTS)[number];

/** Whose eyes a visit was. */
export const VISIT_BY = ["person", "vehicle", "camera"] as const;
export type VisitBy = (typeof VISIT_BY)[number];
