/** Eyes without a host: cameras that a test writes down, and lanes that remember what they were told. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEyes, type EyesOptions, type Lane, type SecretsEvent } from "../../src-main/host/video/eyes.ts";
import type { LaneAsked, Look } from "../../src-main/host/video/looks.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { LaneWord } from "../../shared/video/lane.ts";
import { PLAIN_CAMERA, type CameraStream, type StreamUse } from "../../shared/video/stream.ts";

type Camera = RecordOf<"cameras">;

export interface TestLane extends Lane {
  readonly words: readonly LaneWord[];
  /** The words of one kind. */
  of<Is extends LaneWord["is"]>(is: Is): Extract<LaneWord, { is: Is }>[];
  /** All bytes so far. */
  bytes(): Buffer;
  /** Resolves once something holds; fails after some seconds with what was told. */
  until(holds: () => boolean, ms?: number): Promise<void>;
}

export interface VideoBench {
  readonly eyes: ReturnType<typeof openEyes>;
  readonly dataDir: string;
  readonly looks: Look[];
  readonly events: SecretsEvent[];
  /** Writes a camera down, or anew; null takes it away. */
  put(uid: number, camera: Partial<Camera> | null, streams?: readonly CameraStream[]): void;
  putGateway(uid: number, url: string): void;
  /** A lane; `tookAll` false leaves answering to the test. */
  watch(camera: number, use: StreamUse, more?: Partial<LaneAsked> & { readonly tookAll?: boolean }): TestLane;
  close(): void;
}

export async function wait(holds: () => boolean, ms = 8_000, told: () => string = () => ""): Promise<void> {
  const until = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > until) throw new Error(`waited in vain: ${told()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A word without its bytes, for messages. */
const short = (word: LaneWord): string =>
  JSON.stringify({ ...word, ...("bytes" in word ? { bytes: word.bytes?.byteLength } : {}) });

export function openBench(options: Partial<EyesOptions> = {}): VideoBench {
  const cameras = new Map<number, Camera>();
  const gateways = new Map<number, RecordOf<"gateways">>();
  const looks: Look[] = [];
  const events: SecretsEvent[] = [];
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "citywall-eyes-"));
  const eyes = openEyes({
    dataDir,
    secrets: null,
    camera: (uid) => cameras.get(uid) ?? null,
    gateway: (uid) => gateways.get(uid) ?? null,
    hub: () => null,
    now: Date.now,
    real: () => performance.now(),
    looked: (look) => looks.push(look),
    log: (event) => events.push(event),
    ...options,
  });
  return {
    eyes,
    dataDir,
    looks,
    events,
    put(uid, camera, streams = []) {
      if (camera === null) return void cameras.delete(uid);
      cameras.set(uid, {
        ...{ uid, platform: "test", id: `camera-${uid}`, code: "", name: `摄像机${uid}`, nameEn: `Camera ${uid}` },
        ...{ kind: "fixed", lon: null, lat: null, bearing: null, unitGrid: 0, online: 1, imageUrl: "" },
        ...PLAIN_CAMERA,
        streams: JSON.stringify(streams),
        ...camera,
      });
    },
    putGateway(uid, url) {
      gateways.set(uid, { uid, platform: "test", id: "wvp-1", kind: "wvp", name: "视频平台", nameEn: "Platform", url });
    },
    watch(camera, use, { tookAll = true, ...more } = {}) {
      const words: LaneWord[] = [];
      let sent = 0;
      const lane = eyes.open({ camera, use, why: "tile", caseUid: 0, program: "wall", ...more }, (word) => {
        words.push(word);
        if (!("bytes" in word) || word.bytes === null) return;
        sent += word.bytes.byteLength;
        if (tookAll) lane.took(sent);
      });
      const of = <Is extends LaneWord["is"]>(is: Is) =>
        words.filter((word): word is Extract<LaneWord, { is: Is }> => word.is === is);
      return {
        ...lane,
        words,
        of,
        bytes: () => Buffer.concat(of("bytes").map((word) => word.bytes)),
        until: (holds, ms) => wait(holds, ms, () => words.slice(-5).map(short).join(" ")),
      };
    },
    close() {
      eyes.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
