import { describe, expect, test } from "vitest";
import { strengthOf } from "./strength.ts";

describe("a new password", () => {
  test("Z92 is told how good it is while it is typed", () => {
    const of = (password: string, login = "wanglan") => strengthOf(password, login);
    expect(of("abc12")).toBe("short");
    for (const weak of ["12345678", "password1", "aaaaaaaa1", "wanglan2026", "qwerty123456"]) {
      expect(of(weak), weak).toBe("weak");
    }
    expect(of("mulan-tree")).toBe("fair");
    for (const good of ["correct horse battery", "木兰花开北街口三号门前", "Vg7#mQ2!xR9p"])
      expect(of(good), good).not.toBe("weak");
    expect(of("correct horse battery")).toBe("good");
  });
});
