import { describe, expect, test, vi } from "vitest";
import type { Echo } from "../../../shared/direction/wall.ts";
import { createEchoes } from "./echoes.ts";

const echo = (picture: number): Echo => ({
  ...{ host: "hall", display: "1", wall: "hall", picture, at: picture * 1_000, rev: picture },
  jpeg: new Uint8Array([picture]),
});

function bench() {
  const answers: ((echo: Echo | null) => void)[] = [];
  const asked: number[] = [];
  const open: string[] = [];
  const echoes = createEchoes({
    ask: (_host, _display, had) => {
      asked.push(had);
      return new Promise((resolve) => answers.push(resolve));
    },
    open: (jpeg) => {
      open.push(`p${jpeg[0]}`);
      return `p${jpeg[0]}`;
    },
    close: (url) => void open.splice(open.indexOf(url), 1),
  });
  const settle = async (value: Echo | null) => {
    answers.shift()?.(value);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { echoes, asked, open, settle };
}

describe("pictures of walls", () => {
  test("X136 nothing is asked for while nobody looks", () => {
    const { echoes, asked } = bench();
    echoes.risen("hall", "1", 3);
    expect(asked).toEqual([]);
  });

  test("X136 one question at a time: what rose meanwhile is asked for once, the newest only", async () => {
    const { echoes, asked, open, settle } = bench();
    const tell = vi.fn();
    echoes.look("hall", "1", tell);
    for (const picture of [1, 2, 3]) echoes.risen("hall", "1", picture);
    expect(asked).toEqual([0]);
    await settle(echo(1));
    expect(asked).toEqual([0, 1]);
    await settle(echo(3));
    expect(echoes.shown("hall", "1")).toMatchObject({ picture: 3, at: 3_000, rev: 3 });
    expect(tell).toHaveBeenCalledTimes(2);
    expect(open).toEqual(["p3"]);
  });

  test("X136 a picture that is not there any more leaves the last one, and the next is asked for", async () => {
    const { echoes, asked, settle } = bench();
    echoes.look("hall", "1", () => {});
    echoes.risen("hall", "1", 1);
    await settle(echo(1));
    echoes.risen("hall", "1", 2);
    await settle(null);
    expect(echoes.shown("hall", "1")?.picture).toBe(1);
    echoes.risen("hall", "1", 3);
    expect(asked).toEqual([0, 1, 1]);
  });

  test("X136 a window that began anew is followed, and what nobody looks at any more is let go of", async () => {
    const { echoes, asked, open, settle } = bench();
    const stop = echoes.look("hall", "1", () => {});
    echoes.risen("hall", "1", 9);
    await settle(echo(9));
    echoes.risen("hall", "1", 1);
    await settle(echo(1));
    expect(echoes.shown("hall", "1")?.picture).toBe(1);
    expect(asked).toEqual([0, 0]);
    stop();
    expect(open).toEqual([]);
    expect(echoes.shown("hall", "1")).toBeNull();
  });
});
