import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repairedText } from "./mojibake.ts";

const asLatin1 = (text: string) => Buffer.from(text, "utf8").toString("latin1");

describe("double-encoded text", () => {
  it("is put right whichever Western encoding it went through", () => {
    expect(repairedText(asLatin1("The agency’s site"))).toBe("The agency’s site");
    expect(repairedText("The agencyâ€™s site")).toBe("The agency’s site");
    expect(repairedText("cafÃ©")).toBe("café");
    expect(repairedText(asLatin1("人行道破损"))).toBe("人行道破损");
  });

  it("is left alone when it is not surely that", () => {
    for (const text of ["", "plain", "café", "The agency’s site", "人行道破损", "Ã", "Â© and €", "naïve Ångström"]) {
      expect(repairedText(text), text).toBeNull();
    }
  });

  it("gives back any text that holds something beyond ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
        fc.pre(/[^\u0000-\u007f]/.test(text) && text.isWellFormed() && !text.includes("\ufeff"));
        expect(repairedText(asLatin1(text))).toBe(text);
      }),
    );
  });
});
