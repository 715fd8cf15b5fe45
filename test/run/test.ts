/**
 * `npm test`: finds or installs a browser and ffmpeg, builds the pages, then runs every test that needs no real data.
 * `npm run test:real`: the same on ../shared/data, with the tests in test/real.
 */
import { existsSync } from "node:fs";
import { run } from "./command.ts";
import { needChromium } from "./need-chromium.ts";
import { needFfmpeg } from "./need-ffmpeg.ts";
import { realData } from "./root.ts";

const real = process.argv.includes("--real");
const more = process.argv.slice(2).filter((argument) => argument !== "--real");

if (real && !existsSync(realData)) {
  process.stderr.write("The real data is missing: test:real reads it from ../shared/data beside this project.\n");
  process.exit(1);
}
await needChromium();
needFfmpeg();
const built = await run("node", ["build/build.ts"]);
if (built !== 0) process.exit(built);
const projects = real ? ["real"] : ["unit", "suites", "e2e"];
process.exitCode = await run("vitest", ["run", ...projects.flatMap((project) => ["--project", project]), ...more]);
