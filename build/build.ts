/** `npm run build [part …]`: makes everything under out/, one line for each part. */
import { PARTS } from "./parts.ts";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  process.stderr.write(`Unknown part ${unknown.join(", ")}. Parts: ${PARTS.map((part) => part.name).join(", ")}.\n`);
  process.exit(1);
}
for (const part of PARTS) {
  if (wanted.length > 0 && !wanted.includes(part.name)) continue;
  const started = performance.now();
  try {
    await part.make();
  } catch (error) {
    process.stderr.write(`${part.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  process.stdout.write(
    `${part.name.padEnd(18)} ${part.out.padEnd(26)} ${Math.round(performance.now() - started)} ms\n`,
  );
}
