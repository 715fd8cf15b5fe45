/** Opens a cache, writes 200 cases once the thread beside it works, and ends without closing: `node … <folder>`. */
import { openCache } from "../../../src-main/host/cache/open.ts";
import { openWriter } from "../../../src-main/host/cache/write.ts";
import { caseRow } from "../drafts.ts";

const cache = openCache(process.argv[2] as string, () => undefined);
const writer = openWriter(cache.write);
const look = setInterval(() => {
  const { checkpoint, checkpointsBeside } = cache.health();
  if (!checkpointsBeside || checkpoint === null) return;
  clearInterval(look);
  writer.transact(() => {
    for (let uid = 1; uid <= 200; uid++) writer.add("cases", caseRow(uid));
  });
  console.log("beside");
}, 20);
