import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const page = read("../../index.html");

test("X54 the page is dark before any style or script is there, in the colour of the wall", () => {
  const [, ground] = /--page: (#\w+);/.exec(read("../../kit/theme.css")) ?? [];
  const [, first] = /<style nonce="\{style-nonce\}">\s*html \{\s*background: (#\w+);/.exec(page) ?? [];
  expect(first).toBe(ground);
  expect(page).toContain('<meta name="color-scheme" content="dark" />');
  expect(page.indexOf("<style")).toBeLessThan(page.indexOf("<script"));
});

test("X54 the windows of both shells are dark before their page is there", () => {
  for (const file of ["wall-slot.ts", "seat-windows.ts"]) {
    const [, colour] = /backgroundColor: "#(\w{6})"/.exec(read(`../../../src-main/electron/${file}`)) ?? [];
    expect(Number.parseInt((colour ?? "ffffff").slice(0, 2), 16)).toBeLessThan(32);
  }
  expect(read("../../../src-main/kiosk/browser.ts")).toContain('"--force-dark-mode"');
});
