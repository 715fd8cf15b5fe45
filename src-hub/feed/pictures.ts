/** Pictures that cameras took for cases: bytes only for whom a row that names them is there (V52). */
import type { ScopeView } from "../../shared/scope.ts";
import { rowOf } from "../../shared/tables.ts";
import type { Store } from "../store/store.ts";

/** The bytes by their SHA-256, hex; null when there are none, or none to see. */
export function readPicture(
  store: Pick<Store, "each" | "find" | "picture">,
  view: ScopeView,
  hash: string,
): Uint8Array | null {
  for (const { platform } of store.each("platforms")) {
    const row = store.find("pictures", platform, hash);
    if (row !== null && view.shown("pictures", rowOf("pictures", row)) !== null) return store.picture(hash);
  }
  return null;
}
