import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TroubleError } from "../shared/trouble.ts";
import type { CliKey } from "./sentences.ts";

/** Which shell, why (a sentence part), and the Electron program when it is that one. */
export type ShellChoice =
  | { readonly shell: "electron"; readonly program: string; readonly why: CliKey }
  | { readonly shell: "kiosk"; readonly why: CliKey };

export interface ShellFacts {
  readonly asked: "electron" | "kiosk" | null;
  readonly display: boolean;
  /** The root user of a Unix system, for whom Chromium has no sandbox. */
  readonly root: boolean;
  /** Path of an installed Electron, or null. */
  readonly installed: () => string | null;
  /** Tries to fetch Electron within seconds. */
  readonly fetch: () => Promise<string | null>;
}

/**
 * Chooses the shell. What was asked for is taken or refused, never swapped.
 * @throws TroubleError electronMissing, displayMissing
 */
export async function chooseShell(facts: ShellFacts): Promise<ShellChoice> {
  if (facts.asked === "kiosk") return { shell: "kiosk", why: "cli.whyAsked" };
  if (!facts.display) {
    if (facts.asked === "electron") throw new TroubleError("displayMissing");
    return { shell: "kiosk", why: "cli.whyNoDisplay" };
  }
  if (facts.asked === null && facts.root) return { shell: "kiosk", why: "cli.whyRoot" };
  const installed = facts.installed();
  const program = installed ?? (await facts.fetch());
  if (program === null) {
    if (facts.asked === "electron") throw new TroubleError("electronMissing");
    return { shell: "kiosk", why: "cli.whyNoElectron" };
  }
  const why = facts.asked === "electron" ? "cli.whyAsked" : installed === null ? "cli.whyFetched" : "cli.whyPresent";
  return { shell: "electron", program, why };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether something can be shown: always on Windows and macOS, by its variables elsewhere. */
export function hasDisplay(platform: NodeJS.Platform, env: Environment): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  return Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}

/**
 * The Electron program in its package's folder; null when it is not installed. Asks the files its installer writes
 * (path.txt, dist/version): loading the package itself would start a download and throw.
 */
export function findElectron(packageDir: string, env: Environment): string | null {
  try {
    const name = readFileSync(join(packageDir, "path.txt"), "utf8");
    const given = env["ELECTRON_OVERRIDE_DIST_PATH"];
    const program = join(given ?? join(packageDir, "dist"), name);
    return existsSync(program) ? program : null;
  } catch {
    return null; // no path.txt: never installed
  }
}

/** Longest time (ms) a person is kept waiting for a download that may never end. */
export const FETCH_MS = 5_000;

/** Runs the package's own installer for at most `withinMs`. */
export async function fetchElectron(packageDir: string, env: Environment, withinMs = FETCH_MS): Promise<string | null> {
  const installer = join(packageDir, "install.js");
  if (!existsSync(installer)) return null;
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [installer], { stdio: "ignore", env: { ...env } });
    const late = setTimeout(() => child.kill("SIGKILL"), withinMs);
    const done = (): void => {
      clearTimeout(late);
      resolve();
    };
    child.once("exit", done);
    child.once("error", done);
  });
  return findElectron(packageDir, env);
}
