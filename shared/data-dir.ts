/**
 * Where data lies when nobody says otherwise, by the custom of the system. One rule for hub and host: what one imports,
 * the other shows.
 */

/** The data folder: XDG on Linux, Application Support on macOS, APPDATA on Windows. `home` is the user's own folder. */
export function dataDirOf(platform: string, env: Readonly<Record<string, string | undefined>>, home: string): string {
  switch (platform) {
    case "win32":
      return `${env["APPDATA"] || `${home}\\AppData\\Roaming`}\\Citywall`;
    case "darwin":
      return `${home}/Library/Application Support/Citywall`;
    default:
      return `${env["XDG_DATA_HOME"] || `${home}/.local/share`}/citywall`;
  }
}
