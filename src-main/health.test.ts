import { get } from "node:http";
import { expect, test } from "vitest";
import { openHealth } from "./health.ts";

function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, headers }, (response) => {
      let text = "";
      response.on("data", (part: Buffer) => (text += part.toString()));
      response.on("end", () => resolve([response.statusCode ?? 0, text]));
    }).on("error", reject);
  });
}

test("X85 /health tells how things are now, to this machine under its own name and nowhere else", async () => {
  let asked = 0;
  const health = await openHealth(0, () => ({ asked: ++asked }));
  try {
    expect(await ask(health.port, "/health")).toEqual([200, '{"asked":1}']);
    expect(await ask(health.port, "/health?x")).toEqual([200, '{"asked":2}']);
    expect(await ask(health.port, "/")).toEqual([404, ""]);
    expect(await ask(health.port, "/health", { host: "evil.example" })).toEqual([421, ""]);
    await expect(openHealth(health.port, () => ({}))).rejects.toThrow("EADDRINUSE");
  } finally {
    await health.close();
  }
});
