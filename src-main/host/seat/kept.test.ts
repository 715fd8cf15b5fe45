import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openKept, type KeptEvent, type KeptNotes, type KeptOptions } from "./kept.ts";

let dir: string;
let at: number;
let said: KeptEvent[];
let kept: KeptNotes;

function start(room?: KeptOptions["room"]): void {
  kept = openKept({
    dataDir: dir,
    driver: "better-sqlite3",
    wall: () => at,
    log: (event) => void said.push(event),
    ...(room === undefined ? {} : { room }),
  });
}
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-kept-"));
  [at, said] = [1_000, []];
  start();
});
afterEach(() => {
  kept.close();
  rmSync(dir, { recursive: true, force: true });
});

const keys = (person: string, prefix = "") => kept.notes(person, prefix).map(({ key }) => key);

describe("what is kept for persons", () => {
  test("N30 notes survive a restart, the newest first, each once", () => {
    kept.put("zhang", "draft/dispatch/7", `{"note":"一"}`);
    kept.put("zhang", "view/queue/north", "{}");
    at = 2_000;
    expect(kept.put("zhang", "draft/dispatch/7", `{"note":"二"}`)).toBeNull();
    kept.close();
    start();
    expect(kept.notes("zhang", "")).toEqual([
      { key: "draft/dispatch/7", value: `{"note":"二"}`, at: 2_000 },
      { key: "view/queue/north", value: "{}", at: 1_000 },
    ]);
    expect(keys("zhang", "draft/")).toEqual(["draft/dispatch/7"]);
    expect(keys("zhang", "DRAFT/")).toEqual([]);
    const before = kept.version();
    expect(kept.put("zhang", "draft/dispatch/7", null)).toBeNull();
    expect(kept.version()).toBeGreaterThan(before);
    expect(keys("zhang")).toEqual(["view/queue/north"]);
  });

  test("N31 each is shown their own, and so is nobody", () => {
    kept.put("zhang", "tour", "1");
    kept.put("", "tour", "2");
    expect(kept.notes("zhang", "tour")).toMatchObject([{ value: "1" }]);
    expect(kept.notes("", "tour")).toMatchObject([{ value: "2" }]);
    expect(kept.notes("li", "")).toEqual([]);
  });

  test("N32 what has no room is refused, and nothing goes for it", () => {
    const full = { code: "notesFull", params: { notes: 20, megabytes: 1 } };
    kept.close();
    start({ notes: 20, bytes: 1024 * 1024 });
    const large = "x".repeat(200_000);
    for (let n = 0; n < 5; n++) expect(kept.put("zhang", `draft/report/${n}`, large)).toBeNull();
    expect(kept.put("zhang", "draft/report/more", large)).toEqual(full);
    // Another form of what is there takes the room of the one before.
    expect(kept.put("zhang", "draft/report/0", large)).toBeNull();
    expect(keys("zhang")).toHaveLength(5);
    expect(kept.put("li", "draft/report/0", large)).toBeNull();
    for (let n = 0; n < 20; n++) expect(kept.put("wang", `n/${n}`, "1")).toBeNull();
    expect(kept.put("wang", "n/more", "1")).toEqual(full);
    expect(kept.put("wang", "n/5", "2")).toBeNull();
    expect(keys("wang")[0]).toBe("n/5");
    expect(kept.put("wang", "n/5", null)).toBeNull();
    expect(kept.put("wang", "n/more", "1")).toBeNull();
  });

  test("N30 a file that cannot be read is put aside with a name, and told", () => {
    kept.put("zhang", "tour", "1");
    kept.close();
    writeFileSync(join(dir, "kept.db"), "no such file".repeat(1_000));
    for (const companion of ["-wal", "-shm"]) rmSync(join(dir, `kept.db${companion}`), { force: true });
    start();
    expect(said).toMatchObject([{ event: "notesSetAside" }]);
    expect(existsSync(said[0]!.kept)).toBe(true);
    expect(readdirSync(dir).some((name) => name.startsWith("kept.db.bad-"))).toBe(true);
    expect(kept.notes("zhang", "")).toEqual([]);
    expect(kept.put("zhang", "tour", "1")).toBeNull();
  });

  test("what the host remembers itself is kept beside", () => {
    expect(kept.fact("cut")).toBeNull();
    kept.setFact("cut", "1");
    kept.close();
    start();
    expect(kept.fact("cut")).toBe("1");
    kept.setFact("cut", null);
    expect(kept.fact("cut")).toBeNull();
  });
});
