import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildPages } from "../../build/parts.ts";

test("pages are built for production whatever environment the caller has", async () => {
  expect(process.env["NODE_ENV"]).toBe("test"); // what this runner sets, and what used to leak into the pages
  const folder = await mkdtemp(join(tmpdir(), "citywall-pages-"));
  try {
    await buildPages(join(folder, "pages"));
    const scripts = (await readdir(join(folder, "pages/assets"))).filter((name) => name.endsWith(".js"));
    const texts = await Promise.all(scripts.map((name) => readFile(join(folder, "pages/assets", name), "utf8")));
    expect(texts.some((text) => text.includes("Minified React error #"))).toBe(true);
    expect(texts.some((text) => text.includes("The result of getSnapshot should be cached"))).toBe(false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  expect(process.env["NODE_ENV"]).toBe("test");
});
