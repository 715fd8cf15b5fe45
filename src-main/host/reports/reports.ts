/** The reports of this machine: making one at a time in a thread, the list of those made, and verifying them. */
import { Worker } from "node:worker_threads";
import { mayReport, type ReportStep, type ReportVerified, type ReportsValue } from "../../../shared/report.ts";
import type { Role } from "../../../shared/roles.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import type { ReportOrder, ReportWord } from "../../report/worker.ts";
import type { Source } from "../views/source.ts";
import { gatherReport, type ReportAbout, type ReportAsked } from "./gather.ts";
import { openShelf } from "./shelf.ts";

export interface ReportsOptions {
  readonly dataDir: string;
  /** Null while the cache is being made anew. */
  readonly source: () => Source | null;
  readonly role: () => Role | null;
  readonly about: () => ReportAbout;
}

export interface Reports {
  /** Rises when `value` may read otherwise. */
  version(): number;
  value(): ReportsValue;
  /** Makes a report; its name. @throws TroubleError */
  make(asked: ReportAsked): Promise<string>;
  /** Verifies one that was made here. @throws TroubleError what is wrong with it */
  verify(name: string): Promise<ReportVerified>;
  /** Ends what is under way. */
  close(): void;
}

/** Errors of the system that have a trouble of their own. */
const FULL = new Set(["ENOSPC", "EDQUOT"]);
const NOT_WRITABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR"]);

export function openReports({ dataDir, source, role, about }: ReportsOptions): Reports {
  const shelf = openShelf(dataDir);
  const threads = new Set<Worker>();
  let version = 0;
  let making: ReportsValue["making"] = null;

  /** Runs an order in a thread to its last word. */
  function carriedOut(order: ReportOrder, onStep: (step: ReportStep) => void): Promise<ReportWord> {
    return new Promise((resolve) => {
      const failed = (why: string) => resolve({ say: "failed", why, code: "" });
      const thread = new Worker(new URL("../../report/worker.ts", import.meta.url), { workerData: order });
      threads.add(thread);
      thread.on("message", (word: ReportWord) => {
        if (word.say === "step") onStep(word.step);
        else resolve(word);
      });
      thread.on("error", (error) => failed(error.message));
      thread.on("exit", () => {
        threads.delete(thread);
        failed("exit");
      });
    });
  }

  /** Throws what a last word that is no success says. */
  function refuse(word: ReportWord): never {
    if (word.say === "not") throw new TroubleError(word.trouble.code, word.trouble.params);
    if (word.say !== "failed") throw new Error(`a report ended with ${word.say}`);
    if (FULL.has(word.code)) throw new TroubleError("diskFull", { dir: dataDir });
    if (NOT_WRITABLE.has(word.code)) throw new TroubleError("dataReadOnly", { dir: dataDir });
    throw new TroubleError("reportFailed", { why: word.why });
  }

  function at(step: ReportStep): void {
    if (making !== null) making = { ...making, step };
    version++;
  }

  return {
    version: () => version,
    value: () => ({
      mayMake: mayReport(role()),
      making,
      made: shelf.all(),
      folder: shelf.folder,
      fingerprint: shelf.fingerprint(),
    }),
    async make(asked) {
      if (!mayReport(role())) throw new TroubleError("reportRight");
      if (making !== null) throw new TroubleError("reportBusy");
      const from = source();
      if (from === null) throw new TroubleError("cacheBroken", { why: "" });
      making = { period: asked.period, scheme: asked.scheme, step: "gather" };
      version++;
      try {
        const data = await gatherReport(asked, from, about());
        const { scheme, title } = JSON.parse(data.scheme) as Pick<ReportsValue["made"][number], "scheme" | "title">;
        const name = shelf.freeName(`${data.period}-${scheme}${data.draft ? "-draft" : ""}`);
        const word = await carriedOut(
          { do: "make", data, about: { name, title, scheme }, folder: shelf.folder, keys: shelf.keys },
          at,
        );
        if (word.say !== "made") refuse(word);
        return name;
      } finally {
        making = null;
        shelf.changed();
        version++;
      }
    },
    async verify(name) {
      const bundle = shelf.bundleOf(name);
      if (bundle === null) throw new TroubleError("reportGone", { name });
      const word = await carriedOut({ do: "verify", bundle, keys: shelf.keys }, () => undefined);
      return word.say === "verified" ? word.verified : refuse(word);
    },
    close() {
      for (const thread of threads) void thread.terminate();
    },
  };
}
