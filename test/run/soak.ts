/**
 * `npm run soak -- wall [--minutes N]`: accelerated days of a wall, an hour of them unless said otherwise, see soak-wall.ts.
 *
 * `npm run soak -- sync [--minutes N] [--seed S] [--only SUITE]`: the fault suites of test/faults with random seeds, one line
 * a round, until hub and hosts have been killed 200 times or the minutes are over. Fails at the first round that does, with
 * its seed. With `--only`, one round of one suite.
 *
 * `npm run soak -- cameras [--minutes N]`: sixteen cameras whose servers die and come back, see soak-cameras.ts.
 */
import { parseArgs } from "node:util";
import { soakSync } from "../faults/soak.ts";
import { soakCameras } from "./soak-cameras.ts";
import { soakWall } from "./soak-wall.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string" },
    pace: { type: "string", default: "60" },
    seed: { type: "string" },
    only: { type: "string", default: "" },
  },
});
const [what] = positionals;
const minutes = values.minutes === undefined ? null : Number(values.minutes);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const fits = (minutes === null || minutes > 0) && Number.isSafeInteger(seed);
if (!fits || (what !== "wall" && what !== "sync" && what !== "cameras")) {
  process.stderr.write(
    "Say what to watch: npm run soak -- wall [--minutes N] [--pace N], or sync [--minutes N] [--seed S] [--only SUITE], or cameras [--minutes N]\n",
  );
  process.exit(1);
}
const tell = (line: string) => void process.stdout.write(`${line}\n`);
const well =
  what === "wall"
    ? await soakWall(minutes ?? 60, values.pace, tell)
    : what === "cameras"
      ? await soakCameras(minutes ?? 10, tell)
      : await soakSync({ minutes, seed, only: values.only, tell });
process.exitCode = well ? 0 : 1;
