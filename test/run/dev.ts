/**
 * `npm run dev`: the wall in its browser shell over a folder of its own, started again whenever a source of hub, host or
 * pages changes; the pages are built anew by the start itself when they are older than their sources. More options go
 * through to the start.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectEnvironment } from "./command.ts";
import { root } from "./root.ts";

const WATCHED = ["shared", "src-hub", "src-main", "src-renderer", "resources"];
const child = spawn(
  process.execPath,
  [
    ...WATCHED.map((folder) => `--watch-path=${join(root, folder)}`),
    "--watch-preserve-output",
    ...["src-main/start.ts", "--shell", "kiosk", "--no-open", "--data", join(root, "data/dev")],
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: "inherit", env: projectEnvironment() },
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => {
  process.exitCode = code ?? 0;
});
