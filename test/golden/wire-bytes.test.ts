/**
 * What travels, byte for byte, in each version of the line that a host speaks: a hub and a host that were built months
 * apart must still mean the same by the same bytes. Whatever changes here is a new version.
 */
import { Server } from "socket.io";
import { describe, expect, test } from "vitest";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import { columnsOf, type Row } from "../../shared/tables.ts";
import type { DeskMessage } from "../../shared/wire/desk.ts";
import {
  HUB_EVENTS,
  type Delta,
  type Digest,
  type Hello,
  type PackedPage,
  type PageRequest,
  type Pulse,
  type TracksMessage,
  type Welcome,
} from "../../shared/wire/hub.ts";
import { packPage, unpackPage } from "../../shared/wire/page.ts";
import { dialectOf } from "../../src-main/host/sync/dialect.ts";
import { readDelta, readDigest, readPage } from "../../src-main/host/sync/messages.ts";

const SCOPE: Scope = { ...EVERYTHING, departments: [3, 4], textsSince: 1_700_000_000_000, personal: false };
const AS_HERE = dialectOf(3);
const target: Row = [7, "demo", "a", "a", 0.5, "up", "李", 9];
const request: PageRequest = { table: "targets", after: 3, last: null, limit: 5_000 };
const page = {
  table: "targets",
  after: 3,
  last: 8,
  done: true,
  rows: [target, [8, "某", "", "b", 1, "up", "", 0]],
} as const;
const delta: Delta = {
  epoch: "e1",
  from: 5,
  to: 7,
  at: 1_700_000_000_000,
  put: { targets: [target] },
  del: { cases: [12, 13] },
};
const desk: DeskMessage = {
  id: "message-1",
  by: "值班长",
  notAfter: 1_700_000_060_000,
  request: { ask: "clearTarget", platform: "demo", indicator: "closeRate" },
};
const hello = (wire: number): Hello => ({
  wire,
  token: "hall-1",
  name: "大厅",
  epoch: "e1",
  cursor: 5,
  snapshot: { at: 4, table: "cases", after: 2_000 },
  scope: SCOPE,
  keepMonths: 24,
});
const welcomed = { answer: "welcome", epoch: "e1", head: 9, time: { now: 1_700_000_000_000, pace: 1 } } as const;
const welcome: Welcome = {
  ...welcomed,
  wire: 3,
  mode: "tail",
  counts: { targets: 2 } as Extract<Welcome, { answer: "welcome" }>["counts"],
  role: "wall",
  scope: SCOPE,
};
const pulse: Pulse = { now: 1_700_000_000_000, pace: 1, head: 9, headAt: 1_699_999_999_000 };
const tracks: TracksMessage = { at: 5, n: 17, rows: [[1, 114.5, 30.5, null, 3.5, 0, 4, 2, 0, 41.5, null]] };
const digest: Digest = { epoch: "e1", at: 9, totals: { cases: [2, 77, 88] }, buckets: { cases: [2, 77, 88] } };

const { encoder } = new Server();

/** The frames of a socket.io packet, texts as they are and bytes in hexadecimal. */
function frames(event: string, message: unknown): string[] {
  const packet = { type: 2, nsp: "/", data: [event, message] };
  return encoder.encode(packet).map((part) => (typeof part === "string" ? part : part.toString("hex")));
}

/** What a frame of text says, as whoever hears it reads it. */
const said = (frame: string): unknown => (JSON.parse(frame.slice(frame.indexOf("["))) as unknown[])[1];

const PACKED_ROWS = "5b5b372c342c312c312c302e352c322c312c395d2c5b382c312c302c312c312c322c302c305d5d";
const PACKED_TEXT = "64656d6f61617570e69d8ee69f90627570";

describe("version 3", () => {
  const words = dialectOf(3);

  test("hello, a request for a page of a range, a request to the desk", () => {
    expect(frames(HUB_EVENTS.hello, words.hello(hello(3)))).toEqual([
      '2["hello",{"wire":3,"token":"hall-1","name":"大厅","epoch":"e1","cursor":5,' +
        '"snapshot":{"at":4,"table":"cases","after":2000},"scope":{"platforms":null,"departments":[3,4],' +
        '"unitGrids":null,"since":null,"textsSince":1700000000000,"personal":false,"restricted":true},"keepMonths":24}]',
    ]);
    expect(frames(HUB_EVENTS.page, words.page({ ...request, last: 1_023 }))).toEqual([
      '2["page",{"table":"targets","after":3,"last":1023,"limit":5000}]',
    ]);
    expect(frames(HUB_EVENTS.desk, words.desk(desk))).toEqual([
      '2["desk",{"id":"message-1","by":"值班长","notAfter":1700000060000,' +
        '"request":{"ask":"clearTarget","platform":"demo","indicator":"closeRate"}}]',
    ]);
  });

  test("welcome", () => {
    const bytes =
      '2["hello",{"answer":"welcome","epoch":"e1","head":9,"time":{"now":1700000000000,"pace":1},"wire":3,' +
      '"mode":"tail","counts":{"targets":2},"role":"wall","scope":{"platforms":null,"departments":[3,4],' +
      '"unitGrids":null,"since":null,"textsSince":1700000000000,"personal":false,"restricted":true}}]';
    expect(frames(HUB_EVENTS.hello, welcome)).toEqual([bytes]);
    expect(words.welcome(said(bytes))).toEqual(welcome);
  });

  test("a pulse, numbered positions, a digest", () => {
    const bytes = {
      pulse: '2["time",{"now":1700000000000,"pace":1,"head":9,"headAt":1699999999000}]',
      tracks: '2["tracks",{"at":5,"n":17,"rows":[[1,114.5,30.5,null,3.5,0,4,2,0,41.5,null]]}]',
      digest: '2["digest",{"epoch":"e1","at":9,"totals":{"cases":[2,77,88]},"buckets":{"cases":[2,77,88]}}]',
    };
    expect(frames(HUB_EVENTS.time, pulse)).toEqual([bytes.pulse]);
    expect(frames(HUB_EVENTS.tracks, tracks)).toEqual([bytes.tracks]);
    expect(frames(HUB_EVENTS.digest, digest)).toEqual([bytes.digest]);
    expect(words.time(said(bytes.pulse))).toEqual(pulse);
    expect(words.tracks(said(bytes.tracks))).toEqual(tracks);
    expect(readDigest(said(bytes.digest))).toEqual(digest);
  });
});

describe("version 2", () => {
  const words = dialectOf(2);

  test("S21 hello, a request for a page, a request to the desk", () => {
    expect(frames(HUB_EVENTS.hello, words.hello(hello(2)))).toEqual([
      '2["hello",{"wire":2,"epoch":"e1","cursor":5,"snapshot":{"at":4,"table":"cases","after":2000}}]',
    ]);
    expect(frames(HUB_EVENTS.page, words.page(request))).toEqual([
      '2["page",{"table":"targets","after":3,"limit":5000}]',
    ]);
    expect(frames(HUB_EVENTS.desk, words.desk(desk))).toEqual([
      '2["desk",{"id":"message-1","by":"值班长",' +
        '"request":{"ask":"clearTarget","platform":"demo","indicator":"closeRate"}}]',
    ]);
    expect(() => words.page({ ...request, last: 1_023 })).toThrow("version 2 has no pages of a range");
  });

  test("S21 welcome, which gives everything", () => {
    const bytes =
      '2["hello",{"answer":"welcome","wire":2,"epoch":"e1","head":9,"time":{"now":1700000000000,"pace":1},' +
      '"mode":"tail","counts":{"targets":2}}]';
    expect(words.welcome(said(bytes))).toEqual({ ...welcome, wire: 2, role: "admin", scope: EVERYTHING });
    const other = '2["hello",{"answer":"wireVersion","hub":2,"host":3}]';
    expect(words.welcome(said(other))).toEqual({ answer: "wireVersion", hub: 2, host: 3 });
  });

  test("S21 the time without a head, positions without a number and a device's words", () => {
    const { now, pace } = pulse;
    expect(words.time(said('2["time",{"now":1700000000000,"pace":1}]'))).toEqual({ now, pace, head: null });
    expect(words.tracks(said('2["tracks",{"at":5,"rows":[[1,114.5,30.5,null,3.5,0,4]]}]'))).toEqual({
      at: 5,
      n: 0,
      rows: [[1, 114.5, 30.5, null, 3.5, 0, 4, 2, 0, null, null]],
    });
  });
});

describe("a table that has grown since version 2", () => {
  const old: Row = [4, "demo", "c1", "", "路口", "", "ptz", 112.5, 28, null, 9, 1, "http://cams/1.jpg"];
  const now: Row = [...old, "[]", 0, "", null, null, 0, "open", "[]", "[]", null];
  const words = dialectOf(2);

  test("S21 is read as it was, in pages and deltas, and has defaults at its end", () => {
    const packed: PackedPage = {
      ...{ table: "cameras", after: 0, last: 4, done: true },
      rows: Buffer.from(JSON.stringify([[4, 4, 2, 0, 2, 0, 3, 112.5, 28, null, 9, 1, 17]])),
      text: Buffer.from("democ1路口ptzhttp://cams/1.jpg"),
    };
    const asked: PageRequest = { table: "cameras", after: 0, last: null, limit: 10 };
    expect(readPage(packed, asked, words)?.rows).toEqual([now]);
    expect(readPage(packed, asked, AS_HERE)).toBeNull();
    const told = { ...delta, put: { cameras: [old] } };
    expect(readDelta(structuredClone(told), words)?.put).toEqual({ cameras: [now] });
    expect(readDelta(structuredClone(told), AS_HERE)).toBeNull();
    expect(now.length).toBe(columnsOf("cameras").length);
  });
});

describe("versions 2 and 3", () => {
  test("a packed page", () => {
    const packed = packPage({ ...page, rows: [...page.rows] });
    const bytes = [
      '52-["page",{"table":"targets","after":3,"last":8,"done":true,' +
        '"rows":{"_placeholder":true,"num":0},"text":{"_placeholder":true,"num":1}}]',
      PACKED_ROWS,
      PACKED_TEXT,
    ];
    const asSent = { ...packed, rows: Buffer.from(packed.rows), text: Buffer.from(packed.text) };
    expect(frames(HUB_EVENTS.page, asSent)).toEqual(bytes);
    const heard: PackedPage = {
      ...(said(bytes[0] as string) as PackedPage),
      rows: Buffer.from(PACKED_ROWS, "hex"),
      text: Buffer.from(PACKED_TEXT, "hex"),
    };
    expect(unpackPage(heard)).toEqual(page);
    expect(readPage(heard, request, AS_HERE)).toEqual(page);
  });

  test("a delta", () => {
    const bytes =
      '2["delta",{"epoch":"e1","from":5,"to":7,"at":1700000000000,' +
      '"put":{"targets":[[7,"demo","a","a",0.5,"up","李",9]]},"del":{"cases":[12,13]}}]';
    expect(frames(HUB_EVENTS.delta, delta)).toEqual([bytes]);
    expect(readDelta(said(bytes), AS_HERE)).toEqual(delta);
  });

  test("tail and credit", () => {
    expect(frames(HUB_EVENTS.tail, { cursor: 5 })).toEqual(['2["tail",{"cursor":5}]']);
    expect(frames(HUB_EVENTS.credit, { to: 7 })).toEqual(['2["credit",{"to":7}]']);
  });
});
