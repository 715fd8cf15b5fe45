/**
 * HLS playlists (RFC 8216 and its successor) as a window may see them: each address in them becomes a name that means
 * something to this host alone (V66).
 */

/** Gives a name to an address that a playlist names; null for one that must not be asked for. */
export type NameOf = (address: URL) => string | null;

/** Tags whose attribute URI names a file. */
const NAMING = /^#EXT-X-(?:KEY|SESSION-KEY|MAP|MEDIA|I-FRAME-STREAM-INF|PART|PRELOAD-HINT|RENDITION-REPORT):/;

export const isPlaylist = (text: string): boolean => text.replace(/^\ufeff/, "").startsWith("#EXTM3U");

/**
 * The playlist with names in place of addresses; what must not be asked for is named so that it is not there.
 * @param base where the playlist came from
 */
export function renamed(text: string, base: URL, nameOf: NameOf): string {
  const name = (address: string): string => {
    const url = URL.parse(address, base.href);
    return (url === null ? null : nameOf(url)) ?? "none";
  };
  return text
    .split(/\r?\n/)
    .map((line) => {
      if (line === "") return line;
      if (!line.startsWith("#")) return name(line.trim());
      if (!NAMING.test(line)) return line;
      return line.replace(/(?<=[:,]\s*URI=")[^"]*(?=")/, name);
    })
    .join("\n");
}

/** Ending of a file's name, by which players tell what it is; "" for any that is unusual. */
export const endingOf = (url: URL): string =>
  /\.(m3u8|ts|m4s|mp4|m4v|m4a|aac|cmfv|cmfa|vtt|key)$/i.exec(url.pathname)?.[0] ?? "";
