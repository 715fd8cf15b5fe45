import { homedir } from "node:os";
import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The data folder when nobody says otherwise, by the custom of the system: XDG on Linux, Application Support on macOS,
 * APPDATA on Windows. The hub's own commands mean the same folder (proved in test/contract/electron-start.test.ts).
 */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  env: Environment = process.env,
  home: string = homedir(),
): string {
  if (platform === "win32") return join(env["APPDATA"] ?? join(home, "AppData", "Roaming"), "Citywall");
  if (platform === "darwin") return join(home, "Library", "Application Support", "Citywall");
  return join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "citywall");
}
