/** Where the hub keeps its data when nobody says otherwise. */
import { homedir } from "node:os";
import { join } from "node:path";

/** The data folder by the custom of the system: XDG on Linux, Application Support on macOS, APPDATA on Windows. */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  switch (platform) {
    case "win32":
      return join(env["APPDATA"] ?? join(home, "AppData", "Roaming"), "Citywall");
    case "darwin":
      return join(home, "Library", "Application Support", "Citywall");
    default:
      return join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "citywall");
  }
}

/** The hub's file in a data folder. */
export function hubFile(dataDir: string): string {
  return join(dataDir, "hub", "hub.db");
}
