import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { TroubleError } from "../../shared/trouble.ts";
import { Interrupted, piped, typedTwice } from "./type-password.ts";

/** A terminal whose keys are pressed as soon as it is asked. */
function terminal(...keys: readonly string[]) {
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    raw: false,
    setRawMode(raw: boolean) {
      input.raw = raw;
      const next = raw ? left.shift() : undefined;
      if (next !== undefined) setImmediate(() => input.write(next));
    },
  });
  const left = [...keys];
  const shown: string[] = [];
  return { input, output: { write: (text: string) => shown.push(text) }, shown };
}

test("what is typed is not shown, and is taken when it is the same twice", async () => {
  const one = terminal("lu-dengX\u007f 47\r", "lu-deng 47\n");
  expect(await typedTwice(one, "Password: ", "Again: ")).toBe("lu-deng 47");
  expect(one.shown).toEqual(["Password: ", "\n", "Again: ", "\n"]);
  expect(one.input.raw).toBe(false);
  expect(await typedTwice(terminal("one\r", "two\r"), "", "")).toBeNull();
  expect(await typedTwice(terminal("路灯\u001b\t 47\r", "路灯 47\r"), "", "")).toBe("路灯 47");
});

test("Ctrl-C ends it and leaves the terminal as it was", async () => {
  const one = terminal("abc\u0003");
  await expect(typedTwice(one, "", "")).rejects.toBeInstanceOf(Interrupted);
  expect(one.input.raw).toBe(false);
});

test("where nobody sits at a terminal it says what to do", async () => {
  const none = { input: new PassThrough(), output: { write: () => undefined } };
  const failed = await typedTwice(none, "", "").catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(TroubleError);
  expect((failed as TroubleError).trouble.params["option"]).toBe("--password-stdin");
});

test("of what is piped in the first line counts, whatever its end", async () => {
  expect(await piped(PassThrough.from(["lu-deng", " 47\r\nmore"]))).toBe("lu-deng 47");
  expect(
    await piped(
      PassThrough.from([Buffer.from("\uFEFF路灯 47").subarray(0, 5), Buffer.from("\uFEFF路灯 47").subarray(5)]),
    ),
  ).toBe("路灯 47");
  expect(await piped(PassThrough.from([]))).toBe("");
});
