/** A host's disk runs full and has room again: on a small file system of its own, or with files that may not grow. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EVERYTHING } from "../../shared/scope.ts";
import type { DeskMessage } from "../../shared/wire/desk.ts";
import { openHub, type Hub } from "../../src-hub/hub.ts";
import { chances } from "../contract/random-cases.ts";
import { draftOf } from "../contract/store-drafts.ts";
import { askBy, letGoBy, must, mustAgree, mustCompare, mustHaveOneEffect, rest, settled, until } from "./agree.ts";
import { startHost, type HostChild } from "./child.ts";
import { command, liveOn, town, type Chance, type Town } from "./town.ts";

/** `disk`: a file system of a few megabytes is filled. `pages`: SQLite is not let have one page more. */
export type FullBy = "disk" | "pages";

/** A command that runs another one beside a small file system on `dir`, which ends with it; null where that is not allowed. */
export function smallDisk(dir: string): readonly string[] | null {
  for (const alone of [
    ["unshare", "-m"],
    ["unshare", "-rm"],
  ]) {
    const under = [...alone, "sh", "-c", 'mount -t tmpfs -o size=16m tmpfs "$0" && exec "$@"', dir];
    const [program = "", ...args] = [...under, "true"];
    if (spawnSync(program, args).status === 0) return under;
  }
  return null;
}

/** The means that this machine has; the second one is always there. */
export function meansOfFilling(): FullBy[] {
  const dir = mkdtempSync(join(tmpdir(), "citywall-disk-"));
  try {
    return smallDisk(dir) === null ? ["pages"] : ["disk", "pages"];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Full, kept, told, answered in words; then space, and everything goes on by itself. */
export async function diskFullRound({ seed, by }: { readonly seed: number; readonly by: FullBy }): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), "citywall-full-"));
  const disk = mkdtempSync(join(tmpdir(), "citywall-disk-"));
  const under = by === "disk" ? smallDisk(disk) : [];
  if (under === null) throw new Error("no small disk can be made here");
  const chance = chances(seed);
  const copies = mkdtempSync(join(tmpdir(), "citywall-copies-"));
  let host: HostChild | null = null;
  const hub = await openHub({ dataDir: dir, port: 0, city: "none", pace: 1, language: "en", log: () => undefined });
  const { store } = hub;
  try {
    const places = town(store, hub.now, chance, { rows: 400, asked: 8 });
    host = await startHost({ dataDir: disk, url: hub.url, token: "", name: "host" }, under);
    // The disk is the host's own; here it is seen through its process.
    const seen = by === "disk" ? join("/proc", String(host.pid), "root", disk) : disk;
    await current(host);
    await agree(host);
    const before = host.seen().cases;

    await fill(host, by, seen);
    for (let n = 0; n < 100 && host.report()?.readOnly == null; n++) {
      large(hub, n);
      await rest(100);
    }
    const full = host;
    await until("a full disk is not told", () => (full.report()?.readOnly?.code === "diskFull" ? null : told(full)));
    must((full.seen().cases ?? 0) >= (before ?? 0), `the picture is gone: ${full.seen().cases} cases of ${before}`);
    // What still finds room in the outbox is kept; what does not is told, and nothing is in between.
    const asked = Array.from({ length: 8 }, () => askBy(full, longCommand(places, chance)));
    await until("no request was told that the disk is full", () => {
      const answers = asked.flatMap(({ answer }) => (answer === null ? [] : [JSON.stringify(answer)]));
      return answers.some((answer) => answer.includes('"diskFull"')) ? null : answers.join();
    });
    liveOn(store, hub.now, places, chance);

    await makeRoom(full, by, disk);
    await until("the cache is not writable again", () => (full.report()?.readOnly === null ? null : told(full)));
    await current(full);
    const again = await full.ask({ ...command(places, chance), request: urge(places.asked[0] as number) });
    must(again.answer === "done" || again.answer === "queued", `with room again: ${JSON.stringify(again)}`);
    await until("the request is not done", () => {
      const waiting = full.seen().line?.outbox.waiting;
      return waiting === 0 ? null : `${waiting} wait`;
    });
    await settled("the host", full);
    await current(full);
    mustHaveOneEffect(store, asked, new Set(letGoBy(full)), [full]);
    await agree(full);
    await mustCompare("the host", full, store);
    const notes = full.seen().sync?.notes.map(({ what }) => what) ?? [];
    must(notes.includes("readOnly") && notes.includes("writable"), `noted is ${notes.join()}`);
    must(full.alive(), full.complaints());
    return `full by ${by} with ${before} cases, ${store.count("cases")} afterwards`;
  } finally {
    await host?.kill();
    await hub.close();
    for (const each of [dir, disk, copies]) rmSync(each, { recursive: true, force: true });
  }

  /** Waits until the host has every commit. Its files are on a disk of its own: it says so itself. */
  async function current(at: HostChild): Promise<void> {
    await until("the host does not come to rest", () => {
      const { line, sync } = at.seen();
      const behind =
        sync?.position.cursor === store.head() ? null : `cursor ${sync?.position.cursor} of ${store.head()}`;
      return line?.state === "live" && line.readOnly === null ? behind : told(at);
    });
  }

  async function agree(at: HostChild): Promise<void> {
    const copy = mkdtempSync(join(copies, "copy-"));
    await at.call({ call: "copy", to: copy });
    mustAgree("the host", store, copy, EVERYTHING);
  }
}

/** A command of six thousand bytes. */
function longCommand(places: Town, chance: Chance): DeskMessage {
  const message = command(places, chance);
  const uid = places.asked[0] as number;
  return { ...message, request: { ask: "case", uid, command: { kind: "supervise", opinion: "督".repeat(2_000) } } };
}

const told = (host: HostChild) => `${JSON.stringify(host.report())} ${host.complaints()}`;
const urge = (uid: number) => ({ ask: "case", uid, command: { kind: "urge", note: "now" } }) as const;

/** A commit of about a megabyte. */
function large(hub: Hub, n: number): void {
  hub.store.transact(hub.now(), (tx) => {
    for (let i = 0; i < 250; i++) {
      const draft = draftOf("cases", `large-${n}-${i}`, { platform: "test", facts: "[]", extra: "{}" });
      tx.put("cases", { ...draft, kind: "matter", description: "长".repeat(1_300) });
    }
  });
}

/** Takes what room there is. */
async function fill(host: HostChild, by: FullBy, seen: string): Promise<void> {
  if (by === "pages") return void (await host.call({ call: "hold", names: ["cache.db", "outbox.db"], held: true }));
  const to = openSync(join(seen, "filler"), "w");
  try {
    for (const size of [65_536, 4_096]) {
      for (;;) {
        try {
          writeSync(to, Buffer.alloc(size));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
          break;
        }
      }
    }
  } finally {
    closeSync(to);
  }
}

async function makeRoom(host: HostChild, by: FullBy, disk: string): Promise<void> {
  if (by === "pages") await host.call({ call: "hold", names: ["cache.db", "outbox.db"], held: false });
  // What fills it stays: it is a larger disk that makes the room.
  else await host.call({ call: "resize", dir: disk, size: "400m" });
}
