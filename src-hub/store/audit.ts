/** One line of the record of acts: who did what, to what, and how it ended (shared/wire/office.ts, AuditLine). */
export interface ActEntry {
  /** Hub time, epoch ms. */
  readonly at: number;
  /** 0 when nobody was logged in; `name` is then what was typed. */
  readonly person: number;
  readonly name: string;
  readonly role: string;
  readonly machine: string;
  readonly act: string;
  /** "done", or the refusal's code. */
  readonly outcome: string;
  /** A table and a uid in it, or "" and 0. */
  readonly subject: string;
  readonly uid: number;
  readonly label: string;
  readonly text: string;
  /** JSON of what was changed, "" where there is none. */
  readonly before: string;
  readonly after: string;
}
