import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TroubleError } from "../../../shared/trouble.ts";
import { writeAfterAction, type AfterActionOptions } from "./after-action.ts";
import type { BoxAct } from "./acts.ts";
import type { BoxRecord } from "./records.ts";

const FROM = Date.UTC(2026, 10, 21, 6, 0);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "citywall-after-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const act = (at: number, some: Partial<BoxAct>): BoxRecord => ({
  ...{ kind: "act", at, wall: at, name: "" },
  body: Buffer.from(
    JSON.stringify({
      ...{ program: "seat", kind: "case.dispatch", caseUid: 7, thing: 0, about: "", person: 3, name: "王芳" },
      ...some,
    }),
  ),
});
const picture = (at: number, window: string): BoxRecord => ({
  ...{ kind: "picture", at, wall: at, name: window },
  body: Buffer.from(`jpeg of ${window} at ${at}`),
});

/** A minute of two windows, with three acts. */
const MINUTE: readonly BoxRecord[] = [
  ...Array.from({ length: 60 }, (_, i) => [
    picture(FROM + i * 1_000, "大厅/1"),
    picture(FROM + i * 1_000, "大厅/2"),
  ]).flat(),
  act(FROM + 5_000, {}),
  act(FROM + 9_000, { kind: "direct.push.case", about: "大厅", name: '=HYPERLINK("x")' }),
  act(FROM + 30_000, {
    kind: "scene.show",
    about: "dust",
    person: 0,
    name: "</script><b>",
    caseUid: 0,
    program: "wall",
  }),
];

function write(some: Partial<AfterActionOptions> = {}) {
  return writeAfterAction({
    async *read(from, to) {
      yield* MINUTE.filter(({ at }) => at >= from && at <= to);
    },
    from: FROM,
    to: FROM + 60_000,
    folder,
    language: "zh-CN",
    zone: "Asia/Shanghai",
    product: "Citywall",
    version: "0.1.0",
    host: "hall",
    now: FROM + 70_000,
    ...some,
  });
}

async function troubleOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    if (error instanceof TroubleError) return error.trouble;
    throw error;
  }
  return null;
}

describe("the after-action file", () => {
  test("X79 holds every picture and act of the stretch, and a manifest whose hashes are those of its files", async () => {
    const done = await write();
    expect(done).toMatchObject({ pictures: 120, acts: 3, oneOf: 1 });
    expect(done.file).toBe(join(folder, "after-action-20261121-140000-20261121-140100.zip"));
    const bytes = readFileSync(done.file);
    expect(bytes.length).toBe(done.bytes);
    const files = unzipSync(bytes);
    const manifest = JSON.parse(strFromU8(files["manifest.json"]!)) as {
      files: { name: string; bytes: number; sha256: string }[];
      windows: string[];
    };
    expect(manifest).toMatchObject({ format: 1, host: "hall", from: FROM, to: FROM + 60_000, pictures: 120, acts: 3 });
    expect(manifest.windows).toEqual(["大厅/1", "大厅/2"]);
    expect(manifest.files.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(files)
        .filter((name) => name !== "manifest.json")
        .toSorted(),
    );
    for (const { name, bytes: size, sha256 } of manifest.files) {
      expect([files[name]!.length, createHash("sha256").update(files[name]!).digest("hex")], name).toEqual([
        size,
        sha256,
      ]);
    }
    expect(strFromU8(files["pictures/2/000060.jpg"]!)).toBe(`jpeg of 大厅/2 at ${FROM + 59_000}`);
    expect(readdirSync(folder).length).toBe(1);
  });

  test("X79 its table names who did what when, and no cell of it is a formula", async () => {
    const files = unzipSync(readFileSync((await write()).file));
    const [head, ...rows] = strFromU8(files["acts.csv"]!).trim().split("\n");
    expect([...files["acts.csv"]!.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(head).toBe("时间,程序,人员编号,姓名,类别,操作,案件编号,对象编号,大屏或场景");
    expect(rows[0]).toBe("2026-11-21 14:00:05,seat,3,王芳,案件,case.dispatch,7,,");
    expect(rows[1]).toMatch(/^2026-11-21 14:00:09,seat,3,"'=HYPERLINK/);
  });

  test("X79 its page runs nothing but its own script, whatever a name says, and asks nothing of anywhere", async () => {
    for (const language of ["zh-CN", "en"] as const) {
      const page = strFromU8(unzipSync(readFileSync((await write({ language })).file))["index.html"]!);
      const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "";
      const hash = createHash("sha256").update(script).digest("base64");
      expect(page).toContain(`script-src 'sha256-${hash}'`);
      expect(page).not.toMatch(/https?:|<\/script><b>|blackbox\.|\{\w+\}<\//);
      const data = /^const box=(.*);$/m.exec(script)?.[1] ?? "";
      expect(data).not.toContain("<");
      const { shots, acts } = JSON.parse(data) as {
        shots: unknown[][];
        acts: { who: string; case: number }[];
      };
      expect([shots.length, acts.length]).toEqual([120, 3]);
      expect(shots[3]).toEqual([FROM + 1_000, 1, "pictures/2/000002.jpg", "2026-11-21 14:00:01"]);
      expect(acts[2]?.who).toBe("</script><b>");
    }
  });

  test("X79 of many pictures each so-manieth of a window is taken, and that is told", async () => {
    const done = await write({ mostPictures: 50 });
    expect(done).toMatchObject({ pictures: 40, oneOf: 3 });
    const files = unzipSync(readFileSync(done.file));
    expect(
      Object.keys(files)
        .filter((name) => name.startsWith("pictures/1/"))
        .slice(0, 3),
    ).toEqual(["pictures/1/000001.jpg", "pictures/1/000004.jpg", "pictures/1/000007.jpg"]);
    expect(strFromU8(files["index.html"]!)).toContain("每 3 幅取一幅");
  });

  test("a stretch that is too long, the wrong way round or empty is told, and leaves nothing", async () => {
    expect(await troubleOf(write({ to: FROM + 25 * 3_600_000 }))).toMatchObject({ code: "blackBoxStretch" });
    expect(await troubleOf(write({ to: FROM }))).toMatchObject({ code: "blackBoxStretch" });
    expect(await troubleOf(write({ from: FROM + 120_000, to: FROM + 130_000 }))).toMatchObject({
      code: "blackBoxEmpty",
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a file that cannot be written to its end leaves no part of it behind", async () => {
    let reads = 0;
    const broken = write({
      async *read() {
        yield MINUTE[0]!;
        if (++reads > 1) throw new Error("the disk went away");
      },
    });
    await expect(broken).rejects.toThrow("the disk went away");
    expect(readdirSync(folder)).toEqual([]);
  });
});
