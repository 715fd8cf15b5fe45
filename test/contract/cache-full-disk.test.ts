/** C12: a full disk costs what did not fit, and nothing else. On a real small disk where one can be had. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SQLITE_DRIVERS } from "../../src-main/host/cache/driver.ts";

const PROGRAM = join(import.meta.dirname, "programs/full-disk.ts");
/** A disk of four megabytes that only the program sees, and that goes with it. */
const SMALL_DISK = 'mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"';
const WAYS: readonly (readonly [command: string, ...args: string[]])[] = [
  ["unshare", "-m"],
  ["unshare", "-rm"],
];

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), "citywall-full-"))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function run(driver: string): { met: unknown; way: string } {
  for (const [command, ...args] of WAYS) {
    const can = spawnSync(command, [...args, "sh", "-c", SMALL_DISK, dir, "true"]).status === 0;
    if (!can) continue;
    const program = [process.execPath, PROGRAM, dir, driver, "disk"];
    const { stdout, stderr } = spawnSync(command, [...args, "sh", "-c", SMALL_DISK, dir, ...program], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    return { met: JSON.parse(stdout), way: "disk" };
  }
  const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM, dir, driver, "pages"], { encoding: "utf8" });
  expect(stderr).toBe("");
  return { met: JSON.parse(stdout), way: "pages" };
}

describe.each(SQLITE_DRIVERS)("on a full disk, by %s", (driver) => {
  test("C12 a write that does not fit leaves rows and position as they were, reading goes on, and so does writing once there is room", () => {
    const { met, way } = run(driver);
    expect(met).toEqual({
      failures: ["diskFull", "diskFull"],
      whileFull: { cases: 300, cursor: 1, sound: true },
      after: "none",
      withRoom: { cases: 500, cursor: 4, sound: true },
      // Where the disk is only pretended there is nothing to meet at opening.
      opening: way === "disk" ? "diskFull" : null,
      reopened: { cases: 500, cursor: 4, sound: true },
      writes: "none",
    });
  });
});
