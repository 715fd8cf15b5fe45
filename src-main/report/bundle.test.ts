/** A report made whole: read back as others read it, verified, and refused after every kind of change. */
import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { strFromU8, strToU8, unzipSync, zipSync, type Unzipped } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { inventedReport } from "../../test/fixtures/report.ts";
import { pdfText } from "../../test/fixtures/pdf-text.ts";
import { MANIFEST, SIGNATURE, packBundle, sha256, type EntryName } from "./bundle.ts";
import { checkBundle } from "./check-bundle.ts";
import { composeReport } from "./compose.ts";
import type { ReportData } from "./data.ts";
import { docxLines } from "./docx-text.ts";
import { makeReport, type MadeReport } from "./make.ts";
import { linesOf } from "./paper.ts";
import { xlsxDifference } from "./xlsx-text.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const other = generateKeyPairSync("ed25519").privateKey;
const data = inventedReport({ cases: 150 });
const { paper, figures } = composeReport(data);
let made: MadeReport;

beforeAll(async () => {
  made = await makeReport(data, privateKey);
});

/** The bundle with some entries changed; the manifest and signature stay as they are. */
const changed = (change: (entries: Unzipped) => void): Uint8Array => {
  const entries = unzipSync(made.bundle);
  change(entries);
  return zipSync(entries, { level: 0 });
};

/** The bundle made anew from changed entries and signed again, as a forger with a key of their own would. */
const forged = (change: (files: Record<EntryName, Uint8Array>) => void, key = other): Uint8Array => {
  const files = { ...made.files };
  change(files);
  const { version, period, draft, madeAt, scheme, schemeHash } = JSON.parse(
    strFromU8(unzipSync(made.bundle)[MANIFEST] as Uint8Array),
  ) as Parameters<typeof packBundle>[1];
  return packBundle(files, { version, period, draft, madeAt, scheme, schemeHash }, key);
};

const troubleOf = async (bundle: Uint8Array, pinned = true) => {
  const verdict = await checkBundle(bundle, pinned ? publicKey : null);
  return verdict.ok ? null : verdict.trouble;
};

describe("the documents of a report", () => {
  test("X113 the text of the DOCX is what was worked out, paragraph by paragraph", () => {
    expect(docxLines(made.files["report.docx"])).toEqual(linesOf(paper));
  });

  test("X113 the PDF says the same, figure by figure", async () => {
    const pages = await pdfText(made.files["report.pdf"]);
    expect(pages.length).toBeGreaterThan(4);
    const text = pages.join("").replaceAll(/\s/g, "");
    const missing = linesOf(paper)
      .map((line) => line.replaceAll(/\s/g, ""))
      .filter((line) => !text.includes(line));
    // A paragraph that goes over a page has the foot of the page in its middle.
    expect(missing.filter((line) => line.length < 12)).toEqual([]);
    expect(missing.length).toBeLessThan(pages.length);
    pages.forEach((page, i) => expect(page.replaceAll(/\s/g, "")).toContain(`—${i + 1}—`));
  });

  test("X113 the workbook holds every row, numbers as numbers", async () => {
    expect(await xlsxDifference(made.files["report.xlsx"], paper)).toBe(null);
    const [first, ...rest] = paper.blocks;
    expect(first).toBeDefined();
    const wrong = { ...paper, blocks: rest.filter((block) => block.kind !== "table") };
    expect(await xlsxDifference(made.files["report.xlsx"], wrong)).not.toBe(null);
  });

  test("X111 each page of a draft is marked as one", async () => {
    const draft = await makeReport({ ...inventedReport({ cases: 20 }), draft: true }, privateKey);
    const pages = await pdfText(draft.files["report.pdf"]);
    for (const page of pages) expect(page).toContain("草稿");
    const header = Object.entries(unzipSync(draft.files["report.docx"])).filter(([name]) => name.includes("header"));
    expect(header.map(([, bytes]) => strFromU8(bytes)).join("")).toContain("草稿");
  });
});

describe("a bundle", () => {
  test("X110 verifies, with every figure worked out again", async () => {
    const verdict = await checkBundle(made.bundle, publicKey);
    expect(verdict).toMatchObject({
      ok: true,
      verified: { period: "2026-10", scheme: "zhongfang-2020", figures: figures.length, cases: 450, pinned: true },
    });
    expect(await checkBundle(made.bundle, null)).toMatchObject({ ok: true, verified: { pinned: false } });
  });

  test("X118 a byte changed in any entry is refused, and the entry is named", async () => {
    for (const name of ["report.docx", "report.pdf", "report.xlsx", "data.json", "figures.json"] as const) {
      const bundle = changed((entries) => {
        const bytes = (entries[name] as Uint8Array).slice();
        const at = bytes.length >> 1;
        bytes[at] = (bytes[at] as number) ^ 1;
        entries[name] = bytes;
      });
      expect(await troubleOf(bundle), name).toEqual({ code: "bundleChanged", params: { name } });
    }
    const added = changed((entries) => void (entries["extra.txt"] = strToU8("x")));
    expect(await troubleOf(added)).toEqual({ code: "bundleChanged", params: { name: "extra.txt" } });
  });

  test("X118 a changed manifest or signature is refused", async () => {
    const manifest = changed((entries) => {
      const text = strFromU8(entries[MANIFEST] as Uint8Array);
      entries[MANIFEST] = strToU8(text.replace('"draft": false', '"draft": true'));
    });
    expect(await troubleOf(manifest)).toEqual({ code: "bundleSignature", params: {} });
    const signature = changed((entries) => {
      entries[SIGNATURE] = strToU8(sign(null, Buffer.from("something else"), privateKey).toString("base64"));
    });
    expect(await troubleOf(signature)).toEqual({ code: "bundleSignature", params: {} });
  });

  test("X119 one signed with another key is refused where a key is named", async () => {
    const bundle = forged(() => undefined);
    expect((await troubleOf(bundle))?.code).toBe("bundleKey");
    expect(await checkBundle(bundle, createPublicKey(other))).toMatchObject({ ok: true });
  });

  test("X120 a figure changed and signed anew is named with what is printed and what the data give", async () => {
    const bundle = forged((files) => {
      const all = JSON.parse(strFromU8(files["figures.json"])) as { figure: string; printed: string; n: number }[];
      const one = all.findIndex(({ figure }) => figure === "占上一环节");
      all[one] = { ...(all[one] as (typeof all)[number]), printed: "99.99%" };
      files["figures.json"] = strToU8(JSON.stringify(all));
    });
    const honest = figures.find(({ figure }) => figure === "占上一环节");
    expect(await troubleOf(bundle, false)).toEqual({
      code: "bundleFigure",
      params: {
        section: "各环节",
        subject: honest?.subject,
        figure: "占上一环节",
        printed: `99.99% (${honest?.n}/${honest?.d})`,
        recomputed: `${honest?.printed} (${honest?.n}/${honest?.d})`,
      },
    });
  });

  test("X120 a case changed and signed anew is named by the first figure that no longer follows", async () => {
    const bundle = forged((files) => {
      const changedData = JSON.parse(strFromU8(files["data.json"])) as ReportData;
      changedData.cases.reportedAt[449] = (changedData.cases.reportedAt[449] as number) - 40 * 86_400_000;
      files["data.json"] = strToU8(JSON.stringify(changedData));
    });
    expect(await troubleOf(bundle, false)).toMatchObject({
      code: "bundleFigure",
      params: { section: "各环节", printed: "150", recomputed: "149" },
    });
  });

  test("X120 words changed in a document and signed anew are named", async () => {
    const bundle = forged((files) => {
      const parts = unzipSync(files["report.docx"]);
      const body = strFromU8(parts["word/document.xml"] as Uint8Array);
      parts["word/document.xml"] = strToU8(body.replace("江城市城市管理委员会", "某市城市管理委员会"));
      files["report.docx"] = zipSync(parts);
    });
    expect(await troubleOf(bundle, false)).toEqual({
      code: "bundleText",
      params: { name: "report.docx", printed: "某市城市管理委员会", recomputed: "江城市城市管理委员会" },
    });
  });

  test("X121 what is no bundle, lacks something or is newer is told", async () => {
    expect((await troubleOf(strToU8("nothing")))?.code).toBe("bundleBroken");
    expect((await troubleOf(made.bundle.subarray(0, made.bundle.length >> 1)))?.code).toBe("bundleBroken");
    const without = changed((entries) => void delete entries["data.json"]);
    expect(await troubleOf(without)).toEqual({ code: "bundleBroken", params: { why: "data.json" } });
    const newer = changed((entries) => {
      const text = strFromU8(entries[MANIFEST] as Uint8Array);
      entries[MANIFEST] = strToU8(text.replace('"format": 1', '"format": 2'));
    });
    expect(await troubleOf(newer)).toEqual({ code: "bundleNewer", params: { found: 2, known: 1 } });
    const broken = forged((files) => void (files["data.json"] = strToU8('{"format":1}')));
    expect((await troubleOf(broken, false))?.code).toBe("bundleBroken");
  });

  test("X116 holds nothing of a person but who made it and who wrote in the ledger", () => {
    const text = strFromU8(made.files["data.json"]);
    expect(text).not.toMatch(/address|description|caller|phone/);
  });

  test("names every entry with its SHA-256", () => {
    const entries = unzipSync(made.bundle);
    const { files } = JSON.parse(strFromU8(entries[MANIFEST] as Uint8Array)) as {
      files: { name: string; sha256: string }[];
    };
    expect(files).toHaveLength(5);
    for (const file of files) expect(sha256(entries[file.name] as Uint8Array)).toBe(file.sha256);
  });
});
