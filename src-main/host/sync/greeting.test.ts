import { describe, expect, test } from "vitest";
import { openGreeting, type TokenKeeper } from "./greeting.ts";

const refused = { answer: "refused", why: "sessionEnded", epoch: "e" } as const;

/** A greeting with a keeper whose answers a test gives. */
function bench(more: Partial<TokenKeeper> = {}) {
  const heard: string[] = [];
  const it = { token: "a", heard };
  const greeting = openGreeting({
    token: () => it.token,
    tokens: { ready: () => null, refused: () => null, welcome: () => undefined, ...more },
    anew: () => void heard.push("anew"),
    closed: (detail) => void heard.push(detail),
  });
  return { it, heard, greeting };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("what is shown to the hub", () => {
  test("S23 a refusal of a token that is no longer ours leads to hello with the one that is, and to nothing else", () => {
    const asked: string[] = [];
    const { it, heard, greeting } = bench({ refused: (token) => (asked.push(token), null) });
    greeting.said("a");
    it.token = "b";
    expect(greeting.answered(refused)).toBe(false);
    expect(heard).toEqual(["anew"]);
    expect(asked).toEqual([]);
    greeting.said("b");
    expect(greeting.answered(refused)).toBe(true);
    expect(asked).toEqual(["b"]);
  });

  test("N21 a connection waits for its token; one that was given up begins nothing later", async () => {
    const ready = Promise.withResolvers<string | null>();
    const { heard, greeting } = bench({ ready: () => ready.promise });
    let connected = 0;
    greeting.connect(() => void (connected += 1));
    greeting.forget();
    greeting.connect(() => void (connected += 1));
    expect(connected).toBe(0);
    ready.resolve(null);
    await turn();
    expect([connected, heard]).toEqual([1, []]);
  });

  test("N22 what is known too late about a token says nothing about the next one", async () => {
    const known = Promise.withResolvers<string | null>();
    const { heard, greeting } = bench({ refused: () => known.promise });
    greeting.said("a");
    expect(greeting.answered(refused)).toBe(false);
    greeting.said("a");
    known.resolve("ETIMEDOUT");
    await turn();
    expect(heard).toEqual([]);
  });
});
