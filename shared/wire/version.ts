/**
 * Versions of the two boundaries. Raise a version when a message changes its meaning or shape, and say when and why.
 *
 * Hub line
 * - 1 (2026-11-21): first form: hello, page, delta with credit, tracks, time. Same day, before anything was out: a page
 *   has up to 5,000 rows (2,000 before) and travels packed, numbers and texts apart (page.ts).
 *
 * Window port
 * - 1 (2026-11-21): first form: hello, open, close, drawn, ask; welcome, whole, keyed, columns, tracks, line, failed.
 */
export const HUB_WIRE_VERSION = 1;
export const PORT_VERSION = 1;
