/**
 * Versions of the two boundaries. Raise a version when a message changes its meaning or shape, and say when and why.
 *
 * Hub line
 * - 1 (2026-11-21): first form: hello, page, delta with credit, tracks, time. Same day, before anything was out: a page
 *   has up to 5,000 rows (2,000 before) and travels packed, numbers and texts apart (page.ts).
 * - 2 (2026-11-22): the case book: tables rules, ledger, frozen, asides; cases with marks and stage clocks; platforms name
 *   their rules; `desk` takes requests.
 *
 * Window port
 * - 1 (2026-11-21): first form: hello, open, close, drawn, ask; welcome, whole, keyed, columns, tracks, line, failed.
 * - 2 (2026-11-22): standings, what-if, indicators, ledger, backlog, recurrence, disputes; cases by term; ask and answered.
 */
export const HUB_WIRE_VERSION = 2;
export const PORT_VERSION = 2;
