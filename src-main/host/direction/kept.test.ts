import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newWall } from "../../../shared/direction/state.ts";
import { keepWalls, readKeptWalls } from "./kept.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-kept-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("X13 what walls showed is read as it was kept, by this account only", () => {
  expect(readKeptWalls(dir)).toEqual([]);
  const walls = [{ ...newWall("hall"), rev: 3, scene: "backlog", locked: { person: 4, name: "指挥长" } }];
  expect(keepWalls(dir, walls)).toBe(true);
  expect(readKeptWalls(dir)).toEqual(walls);
  expect(readdirSync(dir)).toEqual(["walls.json"]);
  expect(statSync(join(dir, "walls.json")).mode & 0o777).toBe(0o600);
});

test("X13 a file of another form counts as none, and a folder that takes nothing is no failure", () => {
  for (const text of ["", "{", '{"version":2,"walls":[]}', '{"version":1,"walls":[{"wall":"hall"}]}']) {
    writeFileSync(join(dir, "walls.json"), text);
    expect(readKeptWalls(dir)).toEqual([]);
  }
  expect(keepWalls(join(dir, "nowhere"), [])).toBe(false);
});
