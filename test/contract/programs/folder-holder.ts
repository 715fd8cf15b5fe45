/** Holds a data folder until it is killed: `node folder-holder.ts <dir>`. */
import { takeFolder } from "../../../src-hub/store/lock.ts";

takeFolder(process.argv[2] as string);
process.stdout.write("held\n");
setInterval(() => undefined, 1_000);
