/**
 * Facts set aside, kept for the admin: of a case that comes again, those that its newest row states. What was done here and
 * cannot follow any more stays: nobody would state it again.
 */
import { createHash } from "node:crypto";
import { canonicalJson } from "../../shared/rules/canonical.ts";
import type { SetAside } from "./book.ts";
import type { Sink } from "./sink.ts";

const HERE = "/here/";

export interface SetAsides {
  /** Keeps what a row of the case stated and could not follow, instead of what an earlier one did. */
  put(caseUid: number, caseId: string, asides: readonly SetAside[]): void;
  /** How many were put. */
  count(): number;
}

export function setAsides(sink: Sink, platform: string): SetAsides {
  const before = sink.asides(platform);
  let count = 0;
  return {
    put(caseUid, caseId, asides) {
      const known = before.get(caseUid);
      if (known === undefined && asides.length === 0) return;
      const gone = new Map(known);
      for (const { rule, fact, here } of asides) {
        const text = canonicalJson(fact);
        const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
        const id = `${caseId}${here === true ? HERE : "/"}${hash}`;
        sink.put("asides", { platform, id, caseUid, rule, fact: text, statedAt: statedAt(fact) });
        gone.delete(id);
        count += 1;
      }
      for (const [id, uid] of gone) if (!id.startsWith(`${caseId}${HERE}`)) sink.del("asides", uid);
    },
    count: () => count,
  };
}

/** When it is said to have happened, 0 when that cannot be told. */
function statedAt(fact: unknown): number {
  const at = typeof fact === "object" && fact !== null && "at" in fact ? fact.at : 0;
  return Number.isSafeInteger(at) ? (at as number) : 0;
}
