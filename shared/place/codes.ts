/**
 * The codes of places and devices, taken apart and put together (domain.md §2.2).
 * A code is text: leading zeros count, and from 2026 on grid codes may hold letters.
 */

/** A unit grid code: 6 admin + 3 subdistrict + 3 community + 3 sequence, west → east and north → south inside the community. */
export interface UnitGridCode {
  readonly adminCode: string;
  readonly subdistrict: string;
  readonly community: string;
  readonly sequence: string;
}

const UNIT_GRID = /^(\d{6})([0-9A-Z]{3})([0-9A-Z]{3})([0-9A-Z]{3})$/;

/** The parts of a 15-character unit grid code, or null when it is none. Letters are allowed as in GB/T 47678 (2026). */
export function parseUnitGridCode(code: string): UnitGridCode | null {
  const match = UNIT_GRID.exec(code);
  if (match === null) return null;
  const [, adminCode, subdistrict, community, sequence] = match as unknown as [string, string, string, string, string];
  return { adminCode, subdistrict, community, sequence };
}

/** True for a code of the 2013 generation, which knows digits only. */
export function isUnitGridCode2013(code: string): boolean {
  return /^\d{15}$/.test(code);
}

/** Puts a unit grid code together from numbers. Throws when a number does not fit its place: a broken invariant. */
export function unitGridCode(adminCode: string, subdistrict: number, community: number, sequence: number): string {
  const code = adminCode + digits(subdistrict, 3) + digits(community, 3) + digits(sequence, 3);
  if (parseUnitGridCode(code) === null) throw new Error(`${code} is no unit grid code`);
  return code;
}

/** The 9-digit subdistrict code and the 12-digit community code that a unit grid code begins with. */
export function subdistrictCodeOf(code: string): string {
  return code.slice(0, 9);
}
export function communityCodeOf(code: string): string {
  return code.slice(0, 12);
}

/** 行政区划 (GB/T 2260) and what hangs below it: 6 digits, 9 with the subdistrict, 12 with the community. */
export interface AdminCode {
  readonly adminCode: string;
  readonly subdistrict: string | null;
  readonly community: string | null;
}

/** The parts of a 6, 9 or 12-digit area code, or null when it is none. */
export function parseAdminCode(code: string): AdminCode | null {
  const match = /^(\d{6})(?:(\d{3})(\d{3})?)?$/.exec(code);
  if (match === null) return null;
  const [, adminCode, subdistrict, community] = match;
  return { adminCode: adminCode as string, subdistrict: subdistrict ?? null, community: community ?? null };
}

/** The generation of a code: GB/T 30428 and CJ/T 214 count minors with two digits, GB/T 47678 with three. */
export type CodeEdition = "2013" | "2026";

/** A matter's class with the area before it: 6 admin + 2 major + 2 or 3 minor. A class, not one matter. */
export interface MatterCode {
  readonly edition: CodeEdition;
  readonly adminCode: string;
  /** Major and minor, as class tables have it. */
  readonly classCode: string;
}

/** One component of a city: its class and a sequence number of 6 digits inside the area. */
export interface ComponentCode extends MatterCode {
  readonly sequence: string;
}

/** The parts of a matter class code, 10 digits (2013) or 11 (2026), or null when it is none. */
export function parseMatterCode(code: string): MatterCode | null {
  const match = /^(\d{6})(\d{4,5})$/.exec(code);
  if (match === null) return null;
  const [, adminCode, classCode] = match as unknown as [string, string, string];
  return { edition: classCode.length === 4 ? "2013" : "2026", adminCode, classCode };
}

/** The parts of a component's identifier, 16 digits (2013) or 17 (2026), or null when it is none. */
export function parseComponentCode(code: string): ComponentCode | null {
  const matter = parseMatterCode(code.slice(0, -6));
  const sequence = code.slice(-6);
  return matter === null || !/^\d{6}$/.test(sequence) ? null : { ...matter, sequence };
}

/** A GB/T 28181 id: 8 centre + 2 industry + 3 type + 7 sequence. Industry 08 is urban management, type 131 a camera. */
export interface DeviceCode {
  readonly centre: string;
  readonly industry: string;
  readonly type: string;
  readonly sequence: string;
}

export const INDUSTRY_URBAN_MANAGEMENT = "08";
export const DEVICE_TYPE_CAMERA = "131";

const DEVICE = /^(\d{8})(\d{2})(\d{3})(\d{7})$/;

/** The parts of a 20-digit device id, or null when it is none. */
export function parseDeviceCode(code: string): DeviceCode | null {
  const match = DEVICE.exec(code);
  if (match === null) return null;
  const [, centre, industry, type, sequence] = match as unknown as [string, string, string, string, string];
  return { centre, industry, type, sequence };
}

/** The 20-digit id of an urban management camera. */
export function cameraCode(centre: string, sequence: number): string {
  return centre + INDUSTRY_URBAN_MANAGEMENT + DEVICE_TYPE_CAMERA + digits(sequence, 7);
}

function digits(value: number, width: number): string {
  const text = String(value).padStart(width, "0");
  if (!Number.isInteger(value) || value < 0 || text.length > width)
    throw new Error(`${value} does not fit ${width} digits`);
  return text;
}
