import { afterAll, expect, test, vi } from "vitest";
import { isWeak, openPasswords } from "./passwords.ts";

// A hash takes a tenth of a second of a machine that has nothing else to do.
vi.setConfig({ testTimeout: 60_000 });

const passwords = openPasswords();
afterAll(() => passwords.close());

test("N1 a password is kept as argon2id with a salt of its own, and nothing else opens it", async () => {
  const [one, two] = await Promise.all([passwords.hash("路灯 47 号"), passwords.hash("路灯 47 号")]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(two);
  expect(await passwords.check("路灯 47 号", one)).toBe(true);
  expect(await passwords.check("路灯 47 ", one)).toBe(false);
  // The same letter, composed and not.
  const composed = await passwords.hash("caf\u00e9-caf\u00e9");
  expect(await passwords.check("cafe\u0301-cafe\u0301", composed)).toBe(true);
});

test("N2 a login that nobody has costs a hash too, and is never let in", async () => {
  const hash = await passwords.hash("anything");
  const timed = async (work: () => Promise<unknown>) => {
    const at = performance.now();
    await work();
    return performance.now() - at;
  };
  const real: number[] = [];
  const none: number[] = [];
  expect(await passwords.check("anything", null)).toBe(false);
  for (let n = 0; n < 5; n += 1) {
    real.push(await timed(() => passwords.check("wrong", hash)));
    none.push(await timed(() => passwords.check("wrong", null)));
  }
  // The machine may be busy: the quickest of each are held against each other.
  expect(Math.min(...none)).toBeGreaterThan(Math.min(...real) / 3);
});

test("N1 only so many wait; the others are told so at once", async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => passwords.check("x", null)));
  expect(answers.filter((answer) => answer === null).length).toBeGreaterThan(10);
  expect(answers.filter((answer) => answer === false).length).toBeGreaterThan(10);
  expect(await passwords.check("x", null)).toBe(false);
});

test("N1 a hash that is none fails, and the thread goes on", async () => {
  await expect(passwords.check("x", "no hash")).rejects.toThrow("could not be hashed");
  expect(await passwords.check("x", null)).toBe(false);
});

test.each([
  "short-7",
  "password",
  "Password2026",
  "P@ssw0rd!!",
  "admin888",
  "qwertyuiop",
  "1qaz2wsx",
  "woaini1314",
  "12345678",
  "87654321",
  "11223344",
  "abcdefghij",
  "aaaaaaaa",
  "20202020",
  "zhangwei#91",
  "my-ZhangWei",
  "i am 张伟 ok",
])("N1 %s is refused", (password) => {
  expect(isWeak(password, ["zhangwei", "张伟"])).toBe(true);
});

test.each(["lu-deng 47 hao", "correct horse battery", "今天下雨路很滑呀", "x7!Kp2_qLm", "zhang lei wei 9"])(
  "N1 %s is taken",
  (password) => {
    expect(isWeak(password, ["zhangwei", "张伟", "li"])).toBe(false);
  },
);
