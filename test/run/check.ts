/**
 * `npm run check`: what is quick to know, in under a minute: types, layers, lint, format, unused code, unit tests.
 * Runs all of them even when one fails, and says at the end which did.
 */
import { run } from "./command.ts";

const STEPS = ["types", "layers", "lint", "format:check", "unused", "unit"];

const failed: string[] = [];
for (const step of STEPS) {
  const started = performance.now();
  const code = await run("npm", ["run", "--silent", step]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? "ok    " : "FAILED"} ${step} (${seconds} s)\n`);
  if (code !== 0) failed.push(step);
}
if (failed.length > 0) {
  process.stderr.write(`check failed: ${failed.join(", ")}\n`);
  process.exitCode = 1;
}
