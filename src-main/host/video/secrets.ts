/**
 * The file of names and passwords (V64): read when it is needed, and again when it has changed. One that is broken leaves
 * what was known before in force.
 */
import { readFileSync, statSync } from "node:fs";
import { NO_SECRETS, readVideoSecrets, type VideoSecrets } from "../../../shared/rules/video-secrets.ts";
import { TroubleError } from "../../../shared/trouble.ts";

export type SecretsEvent =
  /** The file cannot be used as it is; what it said before stays in force. */
  | { readonly event: "videoSecretsBroken"; readonly file: string; readonly path: string; readonly why: string }
  /** Other accounts of this machine can read it. */
  | { readonly event: "videoSecretsOpen"; readonly file: string };

/** Real ms for which the file is not looked at again. */
const LOOK_MS = 1_000;
/** More than any city needs, bytes. */
const MOST_BYTES = 4 << 20;

/**
 * @param file null for none
 * @param real monotonic real ms
 */
export function openSecrets(
  file: string | null,
  real: () => number,
  log: (event: SecretsEvent) => void,
): () => VideoSecrets {
  let secrets = NO_SECRETS;
  let lookedAt = -Infinity;
  let before = "";

  function look(path: string): void {
    let now: string;
    try {
      const { mtimeMs, size, mode, ino } = statSync(path);
      now = `${mtimeMs} ${size} ${mode} ${ino}`;
      if (now === before) return;
      before = now;
      if (size > MOST_BYTES) throw new TroubleError("secretsBroken", { file: path, path: "·", why: `> ${MOST_BYTES}` });
      // Windows has no such bits, and says that everybody may.
      if (process.platform !== "win32" && (mode & 0o044) !== 0) log({ event: "videoSecretsOpen", file: path });
      secrets = readVideoSecrets(path, readFileSync(path, "utf8").replace(/^\ufeff/, ""));
    } catch (error) {
      const { path: place, why } =
        error instanceof TroubleError
          ? (error.trouble.params as { path: string; why: string })
          : { path: "·", why: String((error as NodeJS.ErrnoException).code ?? error) };
      const said = `${place} ${why}`;
      // A file that is not there is told once, not every second.
      if (error instanceof TroubleError || said !== before) {
        log({ event: "videoSecretsBroken", file: path, path: place, why });
      }
      if (!(error instanceof TroubleError)) before = said;
    }
  }

  return () => {
    if (file !== null && real() - lookedAt >= LOOK_MS) {
      lookedAt = real();
      look(file);
    }
    return secrets;
  };
}
