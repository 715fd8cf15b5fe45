/**
 * Finds the browser that the tests drive. On a bare Debian or Ubuntu, as root, it is installed by apt-get; anywhere
 * else the person is told exactly what to install.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser's file, or null. `CITYWALL_CHROMIUM` names one explicitly. */
export function findChromium(): string | null {
  const named = process.env["CITYWALL_CHROMIUM"];
  if (named !== undefined && named !== "") return runnable(named) ? named : null;
  const folders = (process.env["PATH"] ?? "").split(delimiter).concat(["/usr/bin", "/usr/local/bin", "/snap/bin"]);
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES];
  return candidates.find(runnable) ?? null;
}

const HELP = [
  "The tests drive a real Chromium and found none. Install one of these, then run the command again:",
  "  Debian:         sudo apt-get update && sudo apt-get install -y chromium",
  "  Ubuntu:         sudo snap install chromium",
  "  Fedora:         sudo dnf install chromium",
  "  macOS, Windows: Google Chrome",
  "or name the browser's file in the environment variable CITYWALL_CHROMIUM.",
].join("\n");

/** The browser's file; installs it where that is allowed, else explains and ends the process with 1. */
export async function needChromium(): Promise<string> {
  const found = findChromium();
  if (found !== null) return found;
  const mayInstall = process.getuid?.() === 0 && existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get");
  if (mayInstall && (process.env["CITYWALL_CHROMIUM"] ?? "") === "") {
    process.stderr.write("No Chromium here; installing it with apt-get.\n");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const steps = [["update"], ["install", "-y", "--no-install-recommends", "chromium"]];
    for (const step of steps) {
      if (spawnSync("apt-get", step, { stdio: ["ignore", 2, 2], env }).status !== 0) break;
    }
    const installed = findChromium();
    if (installed !== null) return installed;
    process.stderr.write("apt-get could not install it.\n");
  }
  process.stderr.write(`${HELP}\n`);
  process.exit(1);
}

if (import.meta.main) process.stdout.write(`${await needChromium()}\n`);
