/**
 * `npm run bench -- NAME`: runs one bench. A bench prints what it does and ends with one line of JSON:
 * `{"bench": NAME, "figures": {…}}`.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What a bench file exports as `measure`: it says what it does on the way, and gives its figures. */
export type Measure = (say: (line: string) => void) => Promise<Readonly<Record<string, number>>>;

/** Files of this folder that are no bench. */
const NOT_BENCHES = new Set(["bench", "host-child", "invented-cases", "wall-report"]);

const name = process.argv[2] ?? "";
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((file) => !NOT_BENCHES.has(file));
const file = join(import.meta.dirname, `${name}.ts`);

if (!known.includes(name) || !existsSync(file)) {
  process.stderr.write(`Say which bench: npm run bench -- NAME, where NAME is one of ${known.join(", ")}.\n`);
  process.exit(1);
}

const { measure } = (await import(file)) as { measure: Measure };
const figures = await measure((line) => process.stdout.write(`${line}\n`));
process.stdout.write(`${JSON.stringify({ bench: name, figures })}\n`);
