/** What a person wrote by hand may hold what a report must not carry on: telephone and identity numbers, and plates. */

/** Identity numbers before telephones, which they may hold. */
const PARTS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/(?<!\d)\d{17}[\dXx](?!\d)/g, (found) => `${found.slice(0, 6)}********${found.slice(-4)}`],
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, (found) => `${found.slice(0, 3)}****${found.slice(-4)}`],
  [/(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)/g, (found) => `${found.slice(0, 4)}****${found.slice(-2)}`],
  [/\p{Script=Han}[A-Z][·\s]?[A-Z0-9]{5,6}(?![A-Z0-9])/gu, (found) => `${found.slice(0, 2)}****${found.slice(-1)}`],
];

/** The text with such numbers made unreadable. */
export function masked(text: string): string {
  return PARTS.reduce((so, [pattern, hide]) => so.replaceAll(pattern, hide), text);
}
