import { expect, test } from "vitest";
import { dataDirOf } from "./data-dir.ts";

test.each([
  ["linux", {}, "/home/hall", "/home/hall/.local/share/citywall"],
  ["linux", { XDG_DATA_HOME: "" }, "/home/hall", "/home/hall/.local/share/citywall"],
  ["linux", { XDG_DATA_HOME: "/srv" }, "/home/hall", "/srv/citywall"],
  ["darwin", {}, "/Users/hall", "/Users/hall/Library/Application Support/Citywall"],
  ["win32", { APPDATA: "D:\\app" }, "C:\\hall", "D:\\app\\Citywall"],
  ["win32", {}, "C:\\hall", "C:\\hall\\AppData\\Roaming\\Citywall"],
] as const)("on %s with %o the data lies where the system's custom puts it", (platform, env, home, folder) => {
  expect(dataDirOf(platform, env, home)).toBe(folder);
});
