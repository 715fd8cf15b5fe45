/**
 * `npm run scan:electron`: runs the security scanner over the desktop shell as it is built, and fails on every finding
 * above informational that test/security-scan/explained.json does not explain.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { keepPlaces, ROOT } from "./parts.ts";

const SCANNER_DIR = join(ROOT, "test/security-scan");
const SCANNER = join(SCANNER_DIR, "node_modules/@doyensec/electronegativity/dist/index.js");

/** One finding, as the scanner's CSV tells it. */
export interface Finding {
  readonly check: string;
  readonly severity: string;
  readonly confidence: string;
  readonly file: string;
  readonly sample: string;
}

export interface Explanation {
  readonly check: string;
  /** Part of the code the finding points at; an explanation covers nothing else. */
  readonly sample: string;
  readonly why: string;
}

/** Splits CSV text (RFC 4180) into rows. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g)) {
    const [all, cell = "", end = ""] = match;
    if (all === "" && end === "") break;
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.some((cell) => cell !== ""));
}

/** Findings above informational that nothing explains. */
export function unexplained(findings: readonly Finding[], explained: readonly Explanation[]): Finding[] {
  return findings.filter(
    (finding) =>
      finding.severity !== "INFORMATIONAL" &&
      !explained.some(({ check, sample }) => check === finding.check && finding.sample.includes(sample)),
  );
}

/** Explanations that no longer match anything: they would silently cover a later finding. */
export function outdated(findings: readonly Finding[], explained: readonly Explanation[]): Explanation[] {
  return explained.filter(
    ({ check, sample }) => !findings.some((finding) => finding.check === check && finding.sample.includes(sample)),
  );
}

/** Builds the shell without the packages it bundles, so that only our own lines are judged, and scans the result. */
export async function scan(): Promise<Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), "citywall-scan-"));
  try {
    const common = {
      bundle: true,
      packages: "external",
      platform: "node",
      target: "node22",
      absWorkingDir: ROOT,
    } as const;
    const entry = (name: string): string => join(ROOT, "src-main/electron", name);
    const plugins = [keepPlaces(ROOT)];
    await build({
      ...common,
      plugins,
      entryPoints: [entry("main.ts")],
      outfile: join(folder, "main.js"),
      format: "esm",
    });
    await build({
      ...common,
      plugins,
      entryPoints: [entry("host-entry.ts")],
      outfile: join(folder, "host.js"),
      format: "esm",
    });
    await build({ ...common, entryPoints: [entry("preload.ts")], outfile: join(folder, "preload.cjs"), format: "cjs" });
    await copyFile(join(ROOT, "src-renderer/index.html"), join(folder, "index.html"));
    await writeFile(join(folder, "package.json"), await readFile(join(ROOT, "package.json"), "utf8"));
    const report = join(folder, "findings.csv");
    const run = spawnSync(
      process.execPath,
      ["--require", join(SCANNER_DIR, "offline.cjs"), SCANNER, "--input", folder, "--output", report],
      { encoding: "utf8" },
    );
    if (run.status !== 0 || !existsSync(report)) throw new Error(`the scanner failed: ${run.stderr}${run.stdout}`);
    const [header = [], ...rows] = readCsv(await readFile(report, "utf8"));
    const cell = (row: readonly string[], name: string): string =>
      row[header.findIndex((title) => title.trim() === name)] ?? "";
    return rows.map((row) => ({
      check: cell(row, "issue"),
      severity: cell(row, "severity"),
      confidence: cell(row, "confidence"),
      file: basename(cell(row, "filename")),
      sample: cell(row, "sample"),
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  if (!existsSync(SCANNER)) {
    const install = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], {
      cwd: SCANNER_DIR,
      stdio: "inherit",
    });
    if (install.status !== 0) {
      process.stderr.write("The scanner could not be installed. Run npm ci in test/security-scan and try again.\n");
      return 1;
    }
  }
  const explained = JSON.parse(await readFile(join(SCANNER_DIR, "explained.json"), "utf8")) as Explanation[];
  const findings = await scan();
  const open = unexplained(findings, explained);
  const gone = outdated(findings, explained);
  for (const finding of findings) {
    const mark = finding.severity === "INFORMATIONAL" ? "info" : open.includes(finding) ? "OPEN" : "explained";
    process.stdout.write(
      `${mark.padEnd(10)} ${finding.severity.padEnd(14)} ${finding.check}  ${finding.file}  ${finding.sample.trim()}\n`,
    );
  }
  for (const { check, sample } of gone) process.stdout.write(`outdated   explanation of ${check}: ${sample}\n`);
  process.stdout.write(`${findings.length} findings, ${open.length} open, ${gone.length} explanations outdated\n`);
  return open.length + gone.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main();
