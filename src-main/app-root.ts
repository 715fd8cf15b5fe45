import { join } from "node:path";

/** The app's folder: the checkout, or the packaged app. Pages are under out/renderer, tables under resources. */
export const APP_ROOT = join(import.meta.dirname, "..");
export const PAGES_DIR = join(APP_ROOT, "out/renderer");
