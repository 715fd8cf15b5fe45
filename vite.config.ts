import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/**
 * The pages: one HTML file and its assets under out/renderer, with relative addresses so that http://… and
 * app://citywall/ serve the same files. Nothing is inlined: the page's content security policy allows neither inline
 * scripts nor data: fonts, and one file per asset keeps caching simple.
 */
export default defineConfig({
  root: "src-renderer",
  base: "./",
  publicDir: false,
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "../out/renderer",
    emptyOutDir: true,
    target: "chrome140",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4_000,
    reportCompressedSize: false,
  },
  server: { host: "127.0.0.1" },
});
