import { expect, test } from "vitest";
import { creditOf, plainText } from "./credit.ts";

test("markup falls away and the sign stays", () => {
  expect(plainText('<a href="https://example.org">&copy; OpenStreetMap</a> contributors')).toBe(
    "© OpenStreetMap contributors",
  );
  expect(plainText("(c) OpenStreetMap contributors (ODbL); NYC Parks")).toBe(
    "© OpenStreetMap contributors (ODbL); NYC Parks",
  );
});

test("a ground of the platform's own needs no other credit", async () => {
  expect(await creditOf({ kind: "none" })).toBe("");
  expect(await creditOf({ kind: "features", features: [] })).toBe("");
});
