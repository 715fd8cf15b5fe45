import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";
import { storeContract } from "./store-contract.ts";

storeContract("SQLite", () => {
  const dir = mkdtempSync(join(tmpdir(), "citywall-store-"));
  const open: Store[] = [];
  return {
    open(tombstones, answers) {
      const store = openSqliteStore(join(dir, "hub", "hub.db"), {
        ...(tombstones === undefined ? {} : { tombstones }),
        ...(answers === undefined ? {} : { answers }),
      });
      open.push(store);
      return store;
    },
    clear() {
      for (const store of open) store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
});
