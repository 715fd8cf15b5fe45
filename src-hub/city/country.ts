/** The invented countryside around the city, as fixed tables. All places are in metres of the sheet (plane.ts). */
import { HALF_U, HALF_V } from "./plane.ts";

/** How far the drawn land reaches from the middle, metres of the sheet. */
export const FAR_U = 15_000;
const FAR_V = 8_500;

type Place = readonly [name: string, u: number, v: number, radiusX: number, radiusY: number];
/** Hills outside the city: name, middle in metres of the sheet, half width and half height. */
export const HILLS: readonly Place[] = [
  ["西山", -7_000, 3_100, 1_900, 1_300],
  ["凤凰山", -9_800, 900, 1_500, 1_900],
  ["云峰山", 7_300, 4_300, 2_400, 1_000],
  ["翠屏山", 9_600, -3_300, 1_700, 1_500],
  ["南山", -1_900, -5_400, 3_000, 900],
  ["龙泉山", 1_700, 5_700, 2_200, 850],
  ["九龙岭", -12_300, -4_200, 1_700, 1_500],
  ["白鹭岭", 12_900, 2_000, 1_200, 1_700],
];
/** Ponds and reservoirs around the city. */
export const PONDS: readonly Place[] = [
  ["莲塘", 6_200, 1_300, 420, 260],
  ["月塘", -6_300, -2_300, 360, 240],
  ["鸭塘", 5_700, -2_300, 260, 330],
  ["石桥水库", -3_900, 4_700, 620, 330],
  ["柳塘", 8_900, 1_300, 300, 210],
  ["荷塘", -8_300, -1_900, 280, 200],
];
/** Towns and villages around the city. */
export const VILLAGES: readonly Place[] = [
  ["石桥镇", -6_700, 500, 560, 420],
  ["粮站村", -7_900, -3_300, 480, 350],
  ["渡口镇", 7_000, 250, 600, 420],
  ["南门镇", 3_900, -4_900, 620, 360],
  ["北门村", -600, 4_700, 460, 300],
  ["柳林镇", 11_400, -900, 640, 430],
  ["竹园镇", -11_500, -1_600, 600, 400],
  ["枫林村", 5_000, 4_700, 420, 300],
];
/** Roads outside the ring: the bypass and what leads out to the country. Sheet coordinates. */
export const OUTER_ROADS: readonly (readonly [
  "arterial" | "minor",
  readonly [string, string],
  readonly (readonly [number, number])[],
])[] = [
  [
    "arterial",
    ["绕城高速", "City Bypass Expressway"],
    [
      [-FAR_U, 1_700],
      [-9_200, 2_300],
      [-6_000, 4_000],
      [-2_500, 4_450],
      [1_500, 4_300],
      [4_800, 3_900],
      [6_100, 1_900],
      [6_200, -900],
      [6_000, -3_000],
      [4_300, -4_250],
      [800, -4_350],
      [-3_200, -4_300],
      [-5_700, -3_100],
      [-6_000, -900],
      [-6_150, 1_400],
      [-6_700, 2_900],
      [-6_000, 4_000],
    ],
  ],
  [
    "minor",
    ["", ""],
    [
      [-HALF_U, 1_150],
      [-6_100, 900],
      [-9_000, -300],
      [-FAR_U, 300],
    ],
  ],
  [
    "minor",
    ["", ""],
    [
      [HALF_U, 1_150],
      [6_200, 700],
      [8_800, 300],
      [11_300, -700],
      [FAR_U, -1_600],
    ],
  ],
  [
    "minor",
    ["", ""],
    [
      [-HALF_U, -1_450],
      [-6_000, -1_700],
      [-8_000, -3_200],
      [-11_000, -5_100],
      [-FAR_U, -6_000],
    ],
  ],
  [
    "minor",
    ["", ""],
    [
      [HALF_U, -2_250],
      [6_000, -2_900],
      [8_000, -5_000],
      [9_500, -FAR_V],
    ],
  ],
  [
    "minor",
    ["", ""],
    [
      [-450, HALF_V],
      [-500, 4_600],
      [-1_300, 6_200],
      [-1_000, FAR_V],
    ],
  ],
  [
    "minor",
    ["", ""],
    [
      [2_500, HALF_V],
      [4_300, 4_700],
      [4_900, 6_600],
      [6_200, FAR_V],
    ],
  ],
  [
    "minor",
    ["", ""],
    [
      [-1_600, -HALF_V],
      [-3_900, -4_600],
      [-4_600, -6_600],
      [-4_200, -FAR_V],
    ],
  ],
  [
    "minor",
    ["", ""],
    [
      [1_000, -HALF_V],
      [3_600, -4_800],
      [4_200, -6_600],
      [3_700, -FAR_V],
    ],
  ],
  [
    "minor",
    ["", ""],
    [
      [-2_950, HALF_V],
      [-3_900, 4_200],
      [-6_900, 5_600],
      [-10_500, 5_300],
      [-FAR_U, 6_200],
    ],
  ],
  [
    "minor",
    ["", ""],
    [
      [HALF_U, 2_050],
      [6_800, 2_900],
      [10_300, 3_900],
      [FAR_U, 4_600],
    ],
  ],
  [
    "minor",
    ["", ""],
    [
      [-11_500, -1_600],
      [-11_000, 700],
      [-9_200, 2_300],
    ],
  ],
];
/** Where the names of the subdistricts stand, in the order of `names.subdistricts`. */
export const DISTRICT_LABELS: readonly (readonly [number, number])[] = [
  [-420, 660],
  [-3_100, 830],
  [3_350, 620],
  [-1_900, -1_830],
  [2_150, -2_050],
];
