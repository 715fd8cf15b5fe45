/** The documents point to what is there: links, rule ids, and the tests that rules name. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const documents = globSync(["*.md", "docs/**/*.md"], { cwd: root });
const rules = readFileSync(join(root, "docs/rules.md"), "utf8");

/** Targets of a document's links that lead to files of this project and are not there. */
function brokenLinks(file: string, text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/<img[^>]+src="([^"]+)"/g)]
    .map((match) => match[1]!)
    .filter((target) => !/^(?:https?:|mailto:|#)/.test(target))
    .filter((target) => !existsSync(join(root, dirname(file), target.replace(/#.*$/, ""))));
}

/** Ids of the table rows of a rules document. */
const idsOf = (text: string): string[] => [...text.matchAll(/^\| ([A-Z]\d+) \|/gm)].map((match) => match[1]!);

describe("documents", () => {
  test("exist, and every link of theirs leads somewhere", () => {
    expect(documents).toContain("README.md");
    expect(documents.length).toBeGreaterThan(10);
    const broken = documents.flatMap((file) =>
      brokenLinks(file, readFileSync(join(root, file), "utf8")).map((target) => `${file} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test("a broken link is seen", () => {
    expect(brokenLinks("README.md", "[here](docs/not-there.md) and [there](LICENSE)")).toEqual(["docs/not-there.md"]);
  });
});

describe("rules", () => {
  const tests = globSync("{shared,src-hub,src-main,src-renderer,test}/**/*.{test.ts,test.tsx,contract.ts}", {
    cwd: root,
  });
  const quoted = tests.flatMap((file) =>
    [
      ...readFileSync(join(root, file), "utf8").matchAll(
        /(?:test|it|run|describe)(?:\.each\([^\n]*\))?\(\s*["`]((?:[A-Z]\d+,? )+)/g,
      ),
    ]
      .flatMap((match) => match[1]!.split(/[ ,]+/))
      .filter((id) => id !== ""),
  );

  test("each has one id", () => {
    const ids = idsOf(rules);
    expect(ids.length).toBeGreaterThan(40);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test("an id that a test quotes is written down", () => {
    expect(quoted.length).toBeGreaterThan(20);
    expect(quoted.filter((id) => !idsOf(rules).includes(id))).toEqual([]);
  });

  test("a rule without a named test is quoted by one", () => {
    const named = [...rules.matchAll(/^\| ([A-Z]\d+) \|[^\n]*`[^`\n]+\.tsx?`[^\n]*\|$/gm)].map((match) => match[1]!);
    // S5 is proved by the model of test/property/sync.test.ts, whose title names the span S1 to S9.
    const spans = new Set(["S5"]);
    expect(idsOf(rules).filter((id) => !named.includes(id) && !quoted.includes(id) && !spans.has(id))).toEqual([]);
  });

  test("a test that a rule names is there, under that title", () => {
    const named = [...rules.matchAll(/`([\w./-]+\.tsx?)`(?: "([^"\n]+)")?/g)];
    expect(named.length).toBeGreaterThan(20);
    const lost = named.filter(([, file, title]) => {
      const path = join(root, file!);
      return !existsSync(path) || (title !== undefined && !readFileSync(path, "utf8").includes(title));
    });
    expect(lost.map(([whole]) => whole)).toEqual([]);
  });
});
