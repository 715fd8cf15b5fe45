/**
 * Versions of the two boundaries. Raise a version when a message changes its meaning or shape, and say when and why.
 *
 * Hub line
 * - 1 (2026-11-21): first form: hello, page, delta with credit, tracks, time. Same day, before anything was out: a page
 *   has up to 5,000 rows (2,000 before) and travels packed, numbers and texts apart (page.ts).
 * - 2 (2026-11-22): the case book: tables rules, ledger, frozen, asides; cases with marks and stage clocks; platforms name
 *   their rules; `desk` takes requests.
 * - 3 (2026-11-22): tokens, scopes and `rescope`; digests; a pulse with the hub's head; pages of a range; numbered tracks;
 *   commands that expire; `status`. A host of this version also speaks 2. Same day, before anything was out: tables areas,
 *   borders, places, sensors, components, readings and visits; positions carry their device's words; the desk takes reports;
 *   cameras with streams, guards and masks, their gateways, groups, outages, looks and pictures; scopes with `restricted`.
 *   Seats: tables contacts, alarmMarks and handovers; `look` and `seats`; a session's token in the place of a machine's;
 *   requests say who was logged in. (2026-11-23, still before anything was out) Walls: `direct`, `shows`, `walls` and `echo`.
 *
 * Window port
 * - 1 (2026-11-21): first form: hello, open, close, drawn, ask; welcome, whole, keyed, columns, tracks, line, failed.
 * - 2 (2026-11-22): standings, what-if, indicators, ledger, backlog, recurrence, disputes; cases by term; ask and answered.
 * - 3 (2026-11-22): views `sync` and `outbox`; requests may be `queued`; acts; the line's report with clock, queue and cache.
 *   Same day, before anything was out: the views of the map at full size; boards narrowed by `only`; points with class,
 *   source and report; positions with their device's words; views of cameras, and lanes of their pictures; sessions, seats,
 *   queues, alarms, handovers, what is kept for a person, and requests that wait a little before they leave; the scene a window
 *   shows, and replays with scenes and pictures of cameras. (2026-11-23, still before anything was out) Views `walls` and
 *   `briefing`, acts `direct`, `shows`
 *   and `echo`, program `remote`.
 */
export const HUB_WIRE_VERSION = 3;
/** The version before, which a host speaks too: a city's hub and its halls are not renewed in one night. */
export const HUB_WIRE_BEFORE = 2;
export const PORT_VERSION = 3;
