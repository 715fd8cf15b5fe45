/** Hub and host together: who looked is written down in the hub, and pictures of cases come to windows by their hash. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openHub, type Hub } from "../../src-hub/hub.ts";
import { openHost } from "../../src-main/host/host.ts";
import type { Host } from "../../src-main/host/options.ts";
import { PLAIN_CAMERA } from "../../shared/video/stream.ts";
import { platformDraft } from "./drafts.ts";
import { draftOf } from "./store-drafts.ts";
import { openWindow, type TestWindow } from "./test-window.ts";

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 5), Buffer.from([0xff, 0xd9])]);
const HASH = createHash("sha256").update(JPEG).digest("hex");
let dir: string;
const closing: (() => unknown)[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-looks-"));
});

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  rmSync(dir, { recursive: true, force: true });
});

async function hubAndHost(): Promise<{ hub: Hub; host: Host; window: TestWindow }> {
  const hub = await openHub({ dataDir: dir, port: 0, city: "none", pace: 1, language: "en", log: () => {} });
  closing.push(() => hub.close());
  const options = { dataDir: join(dir, "host"), language: "en", basemap: null, token: "", keepMonths: null } as const;
  const host = await openHost({ ...options, name: "大厅一", log: () => {} });
  closing.push(() => host.close());
  const window = openWindow(host);
  host.connect(hub.url);
  await window.until(() => host.report().state === "live");
  return { hub, host, window };
}

async function cameraAt(hub: Hub): Promise<number> {
  const server = createServer((_request, response) =>
    response.writeHead(200, { "content-type": "image/jpeg" }).end(JPEG),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/still.jpg`;
  const streams = JSON.stringify([{ use: "still", kind: "still", url }]);
  return hub.store.transact(hub.now(), (tx) => {
    tx.put("platforms", platformDraft());
    return tx.put("cameras", draftOf("cameras", "c1", { ...PLAIN_CAMERA, platform: "test", kind: "fixed", streams }))
      .uid;
  });
}

test("V68 who looked at a camera from a window of this host stands in the hub, also when the host ends meanwhile", async () => {
  const { hub, host, window } = await hubAndHost();
  const camera = await cameraAt(hub);
  const list = window.open({ view: "cameras" });
  await window.until(() => JSON.stringify(list.value() ?? "").includes(`"uid":${camera},`));
  window.say({ say: "watch", watch: 1, camera, use: "still", why: "tour", caseUid: 0 });
  await window.until(() => window.heard().some((word) => word.say === "seen" && word.word.is === "picture"));
  await new Promise((resolve) => setTimeout(resolve, 2_200));
  await host.close();
  closing.pop();

  const options = { dataDir: join(dir, "host"), language: "en", basemap: null, token: "", keepMonths: null } as const;
  const again = await openHost({ ...options, name: "大厅一", log: () => {} });
  closing.push(() => again.close());
  const later = openWindow(again);
  again.connect(hub.url);
  await later.until(() => [...hub.store.each("looks")].length > 0);
  const [look] = [...hub.store.each("looks")];
  expect(look).toMatchObject({ camera, why: "tour", caseUid: 0, at: "大厅一 wall" });
  expect(look!.toAt - look!.fromAt).toBeGreaterThanOrEqual(2_000);
});

test("V52 a picture comes by its hash, is checked, kept on the disk, and gone with its row", async () => {
  const { hub, window } = await hubAndHost();
  const row = hub.store.transact(hub.now(), (tx) => {
    tx.put("platforms", platformDraft());
    tx.keepPicture(HASH, JPEG);
    return tx.put(
      "pictures",
      draftOf("pictures", HASH, { platform: "test", caseUid: 7, type: "image/jpeg", bytes: JPEG.length }),
    );
  });
  let act = 0;
  async function ask(sha256: string) {
    const mine = ++act;
    window.say({ say: "act", act: mine, what: { do: "picture", sha256 } });
    const found = () => window.heard().find((word) => word.say === "acted" && word.act === mine);
    await window.until(() => found() !== undefined);
    const word = found();
    return word?.say === "acted" ? word.result : null;
  }
  const list = window.open({ view: "pictures", caseUid: 7 });
  await window.until(() => JSON.stringify(list.value() ?? "").includes(HASH));
  const first = await ask(HASH);
  expect(first).toMatchObject({ did: "picture", type: "image/jpeg" });
  expect(first?.did === "picture" && Buffer.from(first.bytes).equals(JPEG)).toBe(true);
  const kept = join(dir, "host", "pictures", `${HASH}.jpg`);
  expect(readFileSync(kept).equals(JPEG)).toBe(true);

  // A file that is not the picture of its name is not shown: the hub is asked once more.
  writeFileSync(kept, "something else");
  expect(await ask(HASH)).toMatchObject({ did: "picture" });
  expect(readFileSync(kept).equals(JPEG)).toBe(true);
  expect(await ask("0".repeat(64))).toEqual({ did: "not", trouble: { code: "pictureNone", params: {} } });

  hub.store.transact(hub.now(), (tx) => tx.del("pictures", row.uid));
  await window.until(() => !JSON.stringify(list.value() ?? "").includes(HASH));
  expect(await ask(HASH)).toEqual({ did: "not", trouble: { code: "pictureNone", params: {} } });
  expect(readdirSync(join(dir, "host", "pictures"))).toHaveLength(1);
});
