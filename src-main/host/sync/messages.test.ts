import { expect, test } from "vitest";
import { decodeFrame, encodeFrame } from "../../../shared/wire/frame.ts";
import { readEcho } from "./messages.ts";

const ECHO = { host: "h", display: "1", wall: "hall", picture: 7, at: 1, rev: 3 };

test("X10 a picture that comes over the socket goes on to windows as the very bytes it has", () => {
  const echo = readEcho({ ...ECHO, jpeg: Buffer.from([0xff, 0xd8, 0xff, 2, 3]) });
  expect(decodeFrame(encodeFrame({ echo }))).toEqual({
    echo: { ...ECHO, jpeg: new Uint8Array([0xff, 0xd8, 0xff, 2, 3]) },
  });
  expect(readEcho(null)).toBeNull();
  expect(readEcho({ ...ECHO, jpeg: "no bytes" })).toBeUndefined();
});
