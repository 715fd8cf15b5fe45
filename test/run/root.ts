/** The project's folder, wherever the command was started. */
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

/** Real data beside the project; only test:real and the benches look for it. */
export const realData = join(root, "../shared/data");
