import { expect, test } from "vitest";
import { isPlaylist, renamed } from "./playlist.ts";

const BASE = new URL("http://10.0.0.8:8080/live/a/index.m3u8?token=secret");

test("V66 every address of a playlist becomes a name, and all else stays as it was", () => {
  const named: string[] = [];
  const text = [
    "#EXTM3U",
    '#EXT-X-MAP:URI="init.mp4?token=secret",BYTERANGE="700@0"',
    '#EXT-X-KEY:METHOD=AES-128,URI="../keys/1.key",IV=0x12',
    '#EXT-X-MEDIA:TYPE=AUDIO,NAME="URI=x",URI="audio.m3u8"',
    "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z",
    "#EXTINF:2.0,http://shown.as.a.title/",
    "seg1.ts?token=secret",
    "/other/seg2.ts",
    "http://10.0.0.9/elsewhere.ts",
    '#EXT-X-PART:DURATION=0.3,URI="part.m4s"',
    "",
  ].join("\r\n");
  const out = renamed(text, BASE, (url) => {
    if (url.origin !== BASE.origin) return null;
    named.push(url.pathname);
    return String(named.length);
  });
  expect(named).toEqual([
    "/live/a/init.mp4",
    "/live/keys/1.key",
    "/live/a/audio.m3u8",
    "/live/a/seg1.ts",
    "/other/seg2.ts",
    "/live/a/part.m4s",
  ]);
  expect(out).not.toMatch(/secret|10\.0\.0/);
  expect(out.split("\n")).toEqual([
    "#EXTM3U",
    '#EXT-X-MAP:URI="1",BYTERANGE="700@0"',
    '#EXT-X-KEY:METHOD=AES-128,URI="2",IV=0x12',
    '#EXT-X-MEDIA:TYPE=AUDIO,NAME="URI=x",URI="3"',
    "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z",
    "#EXTINF:2.0,http://shown.as.a.title/",
    "4",
    "5",
    "none",
    '#EXT-X-PART:DURATION=0.3,URI="6"',
    "",
  ]);
});

test("a playlist is told from a page by how it begins", () => {
  expect(isPlaylist("\ufeff#EXTM3U\n")).toBe(true);
  expect(isPlaylist("<html>#EXTM3U")).toBe(false);
});
