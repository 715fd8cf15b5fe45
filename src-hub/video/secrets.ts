/** The file of names and passwords (`--video-secrets`), read again whenever it has changed. */
import { readFileSync, statSync } from "node:fs";
import { NO_SECRETS, readVideoSecrets, type VideoSecrets } from "../../shared/rules/video-secrets.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";

export interface Secrets {
  /** What the file says now; what it said last while it is broken. */
  read(): VideoSecrets;
}

/** @param tell hears why it cannot be used, once for each state of the file */
export function openSecrets(file: string | null, tell: (trouble: Trouble) => void): Secrets {
  let known = NO_SECRETS;
  let seen = "";
  return {
    read() {
      if (file === null) return known;
      const state = stateOf(file);
      if (state === seen) return known;
      seen = state;
      try {
        known = readVideoSecrets(file, textOf(file));
      } catch (error) {
        if (!(error instanceof TroubleError)) throw error;
        tell(error.trouble);
      }
      return known;
    },
  };
}

/** Another text whenever the file may be another. */
function stateOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "";
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new TroubleError("fileMissing", { file });
    throw new TroubleError("fileUnreadable", { file, why: code });
  }
}
