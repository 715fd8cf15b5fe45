/**
 * The pictures of a case as before and after.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z29 Before is what was taken until the department submitted, after is what was taken since; the curtain shows the first
 *   of before against the last of after, and there is none where either is missing.
 */

export interface Taken {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface BeforeAfter<T extends Taken> {
  /** In the order of time. */
  readonly before: readonly T[];
  readonly after: readonly T[];
  readonly curtain: { readonly before: T; readonly after: T } | null;
}

/** @param submittedAt when the department last said that it is done, epoch ms; null while it has not */
export function beforeAfter<T extends Taken>(pictures: readonly T[], submittedAt: number | null): BeforeAfter<T> {
  const inTime = pictures.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const isAfter = ({ at }: T) => submittedAt !== null && at >= submittedAt;
  const before = inTime.filter((picture) => !isAfter(picture));
  const after = inTime.filter(isAfter);
  const [first, last] = [before[0], after.at(-1)];
  return { before, after, curtain: first === undefined || last === undefined ? null : { before: first, after: last } };
}
