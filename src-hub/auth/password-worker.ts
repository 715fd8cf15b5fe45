/** Hashes and checks passwords in a thread of its own: the hub's own work never waits for it. */
import { parentPort } from "node:worker_threads";
import { argon2id, argon2Verify } from "hash-wasm";
import { ARGON, type PasswordAsked, type PasswordTold } from "./passwords.ts";

async function answer(asked: PasswordAsked): Promise<string | boolean> {
  const { password } = asked;
  if (asked.do === "check") return argon2Verify({ password, hash: asked.hash });
  return argon2id({
    password,
    salt: asked.salt,
    iterations: ARGON.passes,
    parallelism: ARGON.lanes,
    memorySize: ARGON.memoryKib,
    hashLength: ARGON.hashBytes,
    outputType: "encoded",
  });
}

/** One after the other: several at once would take as long and the memory of all of them. */
let before: Promise<unknown> = Promise.resolve();
parentPort?.on("message", (asked: PasswordAsked) => {
  before = before
    .then(() => answer(asked))
    .then(
      (told): PasswordTold => ({ n: asked.n, told }),
      (): PasswordTold => ({ n: asked.n, told: null }),
    )
    .then((told) => parentPort?.postMessage(told));
});
