/**
 * Keeps the pages of the kiosk's browser alive: one that fell is loaded again at once, one that does not answer is ended
 * first. The page that comes begins behind the last picture of the one that went (pages.ts, rules X81 and X83).
 */
import { afterFall, type FallTimes } from "../revival.ts";
import type { DevTools } from "./devtools-pipe.ts";

export interface PageKeeperOptions {
  readonly devtools: DevTools;
  /** A page fell, with its address; it is loaded again after `waitMs`. */
  readonly onFell: (url: string, waitMs: number) => void;
  readonly later: (run: () => void, ms: number) => () => void;
  /** A clock that never jumps, ms. */
  readonly real: () => number;
}

/** A page is asked whether it lives so often, ms, and ended when it has not answered for so long. */
const ASK_MS = 5_000;
const PATIENCE_MS = 15_000;

interface Page {
  url: string;
  session: string | null;
  falls: FallTimes;
  falling: boolean;
  /** When the question that is unanswered was asked; null when none is. */
  askedAt: number | null;
  stop: () => void;
}

/** Begins to watch; what it gives back ends that. */
export function keepPages({ devtools, onFell, later, real }: PageKeeperOptions): () => void {
  const pages = new Map<string, Page>();
  let over = false;

  function fell(target: string): void {
    const page = pages.get(target);
    if (page === undefined || page.falling || over) return;
    page.falling = true;
    page.askedAt = null;
    const { falls, waitMs } = afterFall(page.falls, real());
    page.falls = falls;
    onFell(page.url, waitMs);
    page.stop = later(() => void bring(target, page), waitMs);
  }

  async function bring(target: string, page: Page): Promise<void> {
    try {
      await devtools.send("Page.navigate", { url: page.url }, page.session ?? (await attach(target, page)));
      page.falling = false;
    } catch {
      // The browser does not have this page any more: it gets one of its own.
      pages.delete(target);
      if (!over) await devtools.send("Target.createTarget", { url: page.url }).catch(() => {});
    }
  }

  async function attach(target: string, page: Page): Promise<string> {
    const { sessionId } = await devtools.send("Target.attachToTarget", { targetId: target, flatten: true });
    page.session = String(sessionId);
    return page.session;
  }

  function ask(): void {
    for (const [target, page] of pages) {
      if (page.session === null || page.falling) continue;
      if (page.askedAt !== null) {
        // The page's own thread is stuck; the browser can still end it, and says then that it fell.
        if (real() - page.askedAt > PATIENCE_MS) void devtools.send("Page.crash", {}, page.session).catch(() => {});
        continue;
      }
      const askedAt = real();
      page.askedAt = askedAt;
      const answered = () => {
        if (pages.get(target)?.askedAt === askedAt) page.askedAt = null;
      };
      void devtools.send("Runtime.evaluate", { expression: "1" }, page.session).then(answered, answered);
    }
    if (!over) stopAsking = later(ask, ASK_MS);
  }

  devtools.listen((method, params) => {
    const info = (params["targetInfo"] ?? {}) as { targetId?: unknown; type?: unknown; url?: unknown };
    const target = String(info.targetId ?? params["targetId"] ?? "");
    if (method === "Target.targetCreated" && info.type === "page" && !pages.has(target)) {
      const page: Page = { url: "", session: null, falls: [], falling: false, askedAt: null, stop: () => {} };
      pages.set(target, page);
      void attach(target, page).catch(() => pages.delete(target));
    }
    if (method === "Target.targetCreated" || method === "Target.targetInfoChanged") {
      const page = pages.get(target);
      if (page !== undefined && /^https?:/.test(String(info.url))) page.url = String(info.url);
    }
    if (method === "Target.targetDestroyed") {
      pages.get(target)?.stop();
      pages.delete(target);
    }
    if (method === "Target.targetCrashed") fell(target);
  });
  void devtools.send("Target.setDiscoverTargets", { discover: true }).catch(() => {});
  let stopAsking = later(ask, ASK_MS);
  return () => {
    over = true;
    stopAsking();
    for (const { stop } of pages.values()) stop();
  };
}
