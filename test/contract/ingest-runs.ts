/** Imports of the fixtures into a store of their own, and the records that come out. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hubFile } from "../../src-hub/data-dir.ts";
import { loadMapping } from "../../src-hub/ingest/mapping/mapping.ts";
import { importFile, type ImportOptions, type ImportReport } from "../../src-hub/ingest/run.ts";
import { importWords } from "../../src-hub/command/words.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";

const FIXTURES = fileURLToPath(new URL("../fixtures/import/", import.meta.url));

export function fixture(name: string): string {
  return join(FIXTURES, name);
}

/** A data folder that lasts for one test. */
export interface Workplace {
  readonly dir: string;
  /** Writes a file into the folder and gives its path. */
  file(name: string, content: string | Uint8Array): string;
  import(file: string, mapping: string, more?: Partial<ImportOptions>): Promise<ImportReport>;
  /** Looks into the store and closes it again. */
  look<T>(see: (store: Store) => T): T;
  clear(): void;
}

export function workplace(): Workplace {
  const dir = mkdtempSync(join(tmpdir(), "citywall-ingest-"));
  return {
    dir,
    file(name, content) {
      const path = join(dir, name);
      writeFileSync(path, content);
      return path;
    },
    import: (file, mapping, more = {}) =>
      importFile({ file, mapping: loadMapping(mapping), dataDir: dir, text: importWords("en"), ...more }),
    look(see) {
      const store = openSqliteStore(hubFile(dir), { readonly: true });
      try {
        return see(store);
      } finally {
        store.close();
      }
    },
    clear: () => rmSync(dir, { recursive: true, force: true }),
  };
}

export function bytesOfFixture(name: string): Buffer {
  return readFileSync(fixture(name));
}
