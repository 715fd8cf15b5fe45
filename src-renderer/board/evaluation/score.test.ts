import { expect, test } from "vitest";
import { moveOf, percentText, plainText, scoreText, shareText, signedText } from "./score.ts";

test("scores keep two digits, half up, with a true minus", () => {
  expect(scoreText(51.412)).toBe("51.41");
  expect(scoreText(82.285)).toBe("82.29");
  expect(scoreText(0)).toBe("0.00");
  expect(scoreText(-0.5)).toBe("−0.50");
  expect(scoreText(-0.001)).toBe("0.00");
  expect(scoreText(null)).toBe("—");
});

test("points say whether they are added or taken off", () => {
  expect(signedText(2)).toBe("+2.00");
  expect(signedText(-0.5)).toBe("−0.50");
  expect(signedText(0)).toBe("0.00");
  expect(signedText(0.001)).toBe("0.00");
});

test("weights and shares stand as the scheme wrote them", () => {
  expect(plainText(12.5)).toBe("12.5");
  expect(shareText(0.55)).toBe("55%");
  expect(shareText(0.1 + 0.2)).toBe("30%");
});

test("rates keep two digits, and neither all nor nothing is claimed falsely", () => {
  expect(percentText({ n: 8907, d: 14664 })).toBe("60.74%");
  expect(percentText({ n: 5867, d: 14664 })).toBe("40.01%");
  expect(percentText({ n: 3, d: 3 })).toBe("100.00%");
  expect(percentText({ n: 99_999, d: 100_000 })).toBe("99.99+%");
  expect(percentText({ n: 1, d: 100_000 })).toBe("<0.01%");
  expect(percentText({ n: 0, d: 5 })).toBe("0.00%");
  expect(percentText({ n: 0, d: 0 })).toBe("—");
});

test("a smaller rank is a rise", () => {
  expect(moveOf({ score: 80, rank: 2 }, { score: 78, rank: 5 })).toEqual({ way: "up", by: 3, gained: 2 });
  expect(moveOf({ score: 80, rank: 5 }, { score: 81, rank: 2 })).toEqual({ way: "down", by: 3, gained: -1 });
  expect(moveOf({ score: 80, rank: 2 }, { score: 80, rank: 2 })).toEqual({ way: "same", by: 0, gained: 0 });
  expect(moveOf({ score: 80, rank: 2 }, null)).toBeNull();
  expect(moveOf({ score: 80, rank: null }, { score: 80, rank: 2 })).toBeNull();
});
