/**
 * Finds ffmpeg, which makes the real video streams that tests play. On a bare Debian or Ubuntu, as root, it is installed
 * by apt-get; anywhere else the person is told exactly what to install.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The file of ffmpeg, or null. `CITYWALL_FFMPEG` names one explicitly. */
export function findFfmpeg(): string | null {
  const named = process.env["CITYWALL_FFMPEG"] ?? "";
  const folders = (process.env["PATH"] ?? "").split(delimiter).concat(["/usr/bin", "/usr/local/bin"]);
  const names = ["ffmpeg", "ffmpeg.exe"];
  const candidates = named !== "" ? [named] : folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const runnable = (file: string): boolean => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false; // not there, or not ours to run: the next candidate may be
    }
  };
  return candidates.find(runnable) ?? null;
}

const HELP = [
  "The tests make real video streams with ffmpeg and found none. Install it, then run the command again:",
  "  Debian, Ubuntu: sudo apt-get update && sudo apt-get install -y ffmpeg",
  "  Fedora:         sudo dnf install ffmpeg-free",
  "  macOS:          brew install ffmpeg",
  "or name its file in the environment variable CITYWALL_FFMPEG.",
].join("\n");

/** The file of ffmpeg; installs it where that is allowed, else explains and ends the process with 1. */
export function needFfmpeg(): string {
  const found = findFfmpeg();
  if (found !== null) return found;
  const mayInstall = process.getuid?.() === 0 && existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get");
  if (mayInstall && (process.env["CITYWALL_FFMPEG"] ?? "") === "") {
    process.stderr.write("No ffmpeg here; installing it with apt-get.\n");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    for (const step of [["update"], ["install", "-y", "--no-install-recommends", "ffmpeg"]]) {
      if (spawnSync("apt-get", step, { stdio: ["ignore", 2, 2], env }).status !== 0) break;
    }
    const installed = findFfmpeg();
    if (installed !== null) return installed;
    process.stderr.write("apt-get could not install it.\n");
  }
  process.stderr.write(`${HELP}\n`);
  process.exit(1);
}

if (import.meta.main) process.stdout.write(`${needFfmpeg()}\n`);
