/**
 * What support needs to know of a host, as one text: how line, cache, clock and outbox stand and what happened last. Names
 * are those of the sources, so that it reads the same whatever the hall's language. Nothing of a case but its uid, and of
 * a request only what kind it is: a text for support leaves the hall.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OutboxEntry, SyncStatus } from "../../shared/sync-status.ts";

export interface SupportFacts {
  readonly product: string;
  readonly version: string;
  /** This machine's clock and hub time, epoch ms. */
  readonly wall: number;
  readonly now: number;
  readonly system: string;
  readonly rssMb: number;
  readonly status: SyncStatus;
  readonly outbox: readonly OutboxEntry[];
}

/** Writes the text into the data folder, under a name with the time; gives the file. */
export async function writeSupport(dataDir: string, wall: number, text: string): Promise<string> {
  const folder = join(dataDir, "support");
  await mkdir(folder, { recursive: true });
  const file = join(folder, `citywall-${new Date(wall).toISOString().replaceAll(/[-:]|\.\d+/g, "")}.txt`);
  await writeFile(file, text, "utf8");
  return file;
}

const instant = (at: number | null) => (at === null ? "-" : new Date(at).toISOString());

/** The whole text, ending with a line break. */
export function supportText(facts: SupportFacts): string {
  const { status, outbox } = facts;
  const { line, position, digest, rates, clock, cache, hub } = status;
  const lines: string[] = [];
  const section = (title: string, values: Readonly<Record<string, unknown>>) => {
    lines.push("", `[${title}]`);
    for (const [key, value] of Object.entries(values)) lines.push(`${key} = ${plain(value)}`);
  };
  lines.push(`${facts.product} ${facts.version}`);
  section("machine", {
    system: facts.system,
    clock: instant(facts.wall),
    hubTime: instant(facts.now),
    rssMb: facts.rssMb,
    windows: status.windows,
  });
  section("line", { ...line, since: instant(line.since), scope: line.scope });
  section("position", {
    ...position,
    dataAt: instant(position.dataAt),
    lastGap: position.lastGap === null ? null : { ...position.lastGap, at: instant(position.lastGap.at) },
  });
  section("digest", {
    comparisons: digest.comparisons,
    last: digest.last === null ? null : { ...digest.last, at: instant(digest.last.at) },
  });
  for (const { table, rows, sum } of digest.tables) lines.push(`${table} = ${rows} rows, ${sum}`);
  for (const { at, table, buckets, rows } of digest.repairs) {
    lines.push(`repair ${instant(at)} ${table}: ${rows} rows in ${buckets} buckets`);
  }
  section("rates", rates);
  section("clock", { offMs: clock.offMs, roundTripMs: clock.roundTripMs, pace: clock.pace });
  for (const { at, byMs } of clock.jumps) lines.push(`jump ${instant(at)} ${byMs} ms`);
  section("cache", {
    driver: cache.driver,
    schema: cache.schema,
    readOnly: cache.readOnly,
    diskFreeBytes: cache.diskFreeBytes,
    checkpoint: cache.checkpoint,
    keepMonths: cache.keepMonths,
  });
  for (const { name, bytes } of cache.files) lines.push(`${name} = ${bytes} bytes`);
  for (const { at, why, kept } of cache.setAside) lines.push(`set aside ${instant(at)} ${kept}: ${why}`);
  section("outbox", { ...status.outbox, oldestAt: instant(status.outbox.oldestAt) });
  for (const entry of outbox) lines.push(outboxLine(entry));
  section("hub", { rssMb: hub?.rssMb ?? null });
  for (const client of hub?.clients ?? []) lines.push(`client ${plain(client)}`);
  section("notes", {});
  for (const { at, what, params } of status.notes) lines.push(`${instant(at)} ${what} ${plain(params)}`);
  return `${lines.join("\n")}\n`;
}

function outboxLine({ message, madeAt, state, refused }: OutboxEntry): string {
  const { request } = message;
  const what = request.ask === "case" ? `case ${request.uid} ${request.command.kind}` : request.ask;
  return `${instant(madeAt)} ${message.id} ${what}: ${state}${refused === null ? "" : ` ${refused}`}`;
}

/** One line, whatever it is; line breaks inside a text would look like another entry. */
function plain(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "-");
  return text.replaceAll(/[\r\n]+/g, " ");
}
