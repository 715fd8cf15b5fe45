/**
 * The last line of every test run: `N passed, N failed`, over all projects. A test that was skipped counts as failed,
 * and so does a file that could not be loaded or an error outside any test: nothing may vanish from the count.
 */
import { writeSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/** Counts of one run. */
export interface Tally {
  passed: number;
  failed: number;
}

/** Counts what ran. `stray` are errors that belong to no test. */
export function tallyOf(modules: readonly TestModule[], stray: number): Tally {
  const tally: Tally = { passed: 0, failed: stray };
  for (const module of modules) {
    let seen = 0;
    for (const test of module.children.allTests()) {
      seen += 1;
      if (test.result().state === "passed") tally.passed += 1;
      else tally.failed += 1;
    }
    const broken = module.errors().length;
    if (broken > 0) tally.failed += broken;
    else if (seen === 0) tally.failed += 1;
  }
  return tally;
}

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tally = tallyOf(modules, errors.length);
    // A test that did not run must not look like success.
    if (tally.failed > 0) process.exitCode = 1;
    // Written at exit, so that nothing another reporter says comes after it.
    process.once("exit", () => writeSync(1, `\n${tally.passed} passed, ${tally.failed} failed\n`));
  }
}
