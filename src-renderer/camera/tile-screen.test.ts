import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createScreen, type PictureElement, type TileScreen } from "./tile-screen.ts";

/** As much of a page as a screen needs: elements in a tree, and canvases that remember what was drawn. */
class FakeElement extends EventTarget {
  hidden = false;
  className = "";
  width = 0;
  height = 0;
  dataset: Record<string, string> = {};
  children: FakeElement[] = [];
  parent: FakeElement | null = null;
  attributes = new Map<string, string>();
  properties = new Map<string, string>();
  drawn: string[] = [];
  readonly style = { setProperty: (name: string, value: string) => this.properties.set(name, value) };
  readonly tag: string;
  constructor(tag: string) {
    super();
    this.tag = tag;
  }
  append(...children: FakeElement[]): void {
    for (const child of children) child.parent = this;
    this.children.push(...children);
  }
  replaceChildren(...children: FakeElement[]): void {
    this.children = [];
    this.append(...children);
  }
  remove(): void {
    if (this.parent !== null) this.parent.children = this.parent.children.filter((child) => child !== this);
  }
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  querySelector(tag: string): FakeElement | null {
    return this.children.find((child) => child.tag === tag) ?? null;
  }
  getContext() {
    return contextOf(this.drawn);
  }
}

function contextOf(drawn: string[]) {
  return {
    fillStyle: "",
    drawImage: (_source: unknown, ...numbers: number[]) => drawn.push(`picture ${numbers.slice(-2).join("×")}`),
    beginPath: () => drawn.push("mask"),
    lineTo: (x: number, y: number) => drawn.push(`${x},${y}`),
    fill() {
      drawn.push(`filled ${this.fillStyle}`);
    },
  };
}

const MASK = [
  [0.25, 0],
  [0.5, 0],
  [0.5, 0.5],
] as const;

let stage: FakeElement;
let screen: TileScreen;
let burnt: string[];

beforeEach(() => {
  burnt = [];
  vi.stubGlobal("HTMLVideoElement", Map); // none of the elements here is one
  vi.stubGlobal("document", {
    createElement: (tag: string) => new FakeElement(tag),
    createElementNS: (_space: string, tag: string) => new FakeElement(tag),
  });
  vi.stubGlobal(
    "OffscreenCanvas",
    class {
      readonly #size: readonly number[];
      constructor(...size: number[]) {
        this.#size = size;
      }
      getContext = () => contextOf(burnt);
      transferToImageBitmap = () => ({ width: this.#size[0], height: this.#size[1] });
    },
  );
  stage = new FakeElement("div");
  screen = createScreen(stage as unknown as HTMLElement, 7, [MASK]);
});

afterEach(() => vi.unstubAllGlobals());

function canvas(width: number, height: number): PictureElement {
  return Object.assign(new FakeElement("canvas"), { width, height }) as unknown as PictureElement;
}

const points = (layer: FakeElement) =>
  layer.querySelector("svg")!.children.map((polygon) => polygon.attributes.get("points"));

test("V21 every layer has the masks over it from its first moment, and new masks at once", () => {
  screen.add(canvas(640, 360));
  expect(stage.children).toHaveLength(2); // the last frame, and what opens
  for (const layer of stage.children) expect(points(layer)).toEqual(["0.25,0 0.5,0 0.5,0.5"]);
  screen.setMasks([]);
  for (const layer of stage.children) expect(points(layer)).toEqual([]);
});

test("V21 a layer has its picture's form, so that masks lie on the picture and not beside it", () => {
  const element = canvas(640, 480);
  screen.add(element);
  screen.show(element);
  expect(stage.children[1]!.properties.get("--ratio")).toBe(String(640 / 480));
  expect(stage.children[1]!.dataset["place"]).toBe("shown");
});

test("V21 a frame that is taken has the masks burnt in, in its full size", async () => {
  const element = canvas(1_000, 500);
  const bitmap = await screen.grab(element, [MASK]);
  expect(bitmap).toMatchObject({ width: 1_000, height: 500 });
  expect(burnt).toEqual(["picture 1000×500", "mask", "250,0", "500,0", "500,250", "filled #000"]);
});

test("the last frame can be taken once there is one", async () => {
  expect(await screen.grab(null, [])).toBeNull();
  expect(screen.keep(canvas(0, 0), 5)).toBe(false);
  expect(screen.keep(canvas(1_920, 1_080), 5)).toBe(true);
  expect(await screen.grab(null, [MASK])).toMatchObject({ width: 960, height: 540 });
  expect(burnt).toContain("filled #000");
});

test("a tile that comes back has the last frame that the window had of its camera", () => {
  screen.keep(canvas(640, 360), 12_345);
  expect(createScreen(new FakeElement("div") as unknown as HTMLElement, 7, []).recall()).toBe(12_345);
  expect(createScreen(new FakeElement("div") as unknown as HTMLElement, 8, []).recall()).toBeNull();
});

test("at its end nothing is left on the stage", () => {
  screen.add(canvas(1, 1));
  screen.clear();
  expect(stage.children).toEqual([]);
});
