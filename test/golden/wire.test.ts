/** The wires change only on purpose: a changed shape needs a new version with a dated line in version.ts, and a new hash here. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HUB_WIRE_SHAPE } from "../../shared/wire/hub.ts";
import { HUB_WIRE_BEFORE, HUB_WIRE_VERSION, PORT_VERSION } from "../../shared/wire/version.ts";

const wire = join(import.meta.dirname, "../../shared/wire");

/** A short hash of a text. */
const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** A source without comments and blanks, so that only its meaning counts. */
function bare(file: string): string {
  const source = readFileSync(join(wire, file), "utf8");
  return source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "").replaceAll(/\s+/g, "");
}

test("the line between hub and host has this shape under this version", () => {
  expect({
    version: HUB_WIRE_VERSION,
    shape: hash(JSON.stringify(HUB_WIRE_SHAPE)),
    source: hash(bare("hub.ts") + bare("page.ts") + bare("desk.ts")),
  }).toEqual(HUB);
});

test("S21 the version before stays as it was", () => {
  expect({ version: HUB_WIRE_BEFORE, source: hash(bare("hub-v2.ts")) }).toEqual(BEFORE);
});

test("the port between host and window has this shape under this version", () => {
  expect({ version: PORT_VERSION, source: hash(bare("port.ts") + bare("desk.ts")) }).toEqual(PORT);
});

const HUB = { version: 3, shape: "90f5ca1b5ff1e176", source: "f98805b971ca694c" };
const BEFORE = { version: 2, source: "e62d66ac8a1a4f65" };
const PORT = { version: 3, source: "f3bebbdc3a34c577" };
