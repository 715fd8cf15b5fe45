import { expect, test } from "vitest";
import {
  channelsPath,
  playPath,
  readChannels,
  readPlayed,
  readSnapMark,
  readWvpAnswer,
  snapFilePath,
  turnPath,
  wvpChannelId,
  wvpUrl,
} from "./wvp.ts";

const id = { device: "34020000001110000001", channel: "34020000001320000001" };

test("a channel is a device and a channel, and nothing that could lead elsewhere", () => {
  expect(wvpChannelId(`${id.device}/${id.channel}`)).toEqual(id);
  for (const text of ["", "a", "a/", "/b", "a/b/c", "a/b?x=1", "a/b#c", "../b", "a/.."]) {
    expect(wvpChannelId(text), text).toBeNull();
  }
});

test("a platform below a folder is asked below that folder", () => {
  for (const base of ["http://10.0.0.5:18080/wvp", "http://10.0.0.5:18080/wvp/"]) {
    expect(wvpUrl(base, playPath(id))).toBe(`http://10.0.0.5:18080/wvp/api/play/start/${id.device}/${id.channel}`);
  }
  expect(channelsPath("d 1", 2)).toBe("/api/device/query/devices/d%201/channels?page=2&count=200");
});

test("turning names one of the platform's commands with speeds within its bounds", () => {
  const of = (pan: number, tilt: number, zoom: number) =>
    Object.fromEntries(new URL(turnPath(id, pan, tilt, zoom), "http://wvp").searchParams);
  expect(of(-0.5, 1, 1)).toEqual({ command: "upleft", horizonSpeed: "128", verticalSpeed: "255", zoomSpeed: "15" });
  expect(of(0, -0.001, 0)).toMatchObject({ command: "down", verticalSpeed: "1" });
  expect(of(0, 0, -1)).toMatchObject({ command: "zoomout", zoomSpeed: "15" });
  expect(of(0, 0, 0)).toEqual({ command: "stop", horizonSpeed: "0", verticalSpeed: "0", zoomSpeed: "0" });
});

test("a no keeps the platform's own words, and what is no answer is none", () => {
  const code = 100;
  expect(readWvpAnswer({ code, msg: "点播超时", data: null })).toEqual({ done: false, code, message: "点播超时" });
  expect(readWvpAnswer({ code: 0, msg: "成功", data: 7 })).toEqual({ done: true, data: 7 });
  expect(readWvpAnswer("<html>")).toBeNull();
});

test("channels are read as newer and as older versions name them", () => {
  const rows = (row: object) => readChannels({ total: 1, list: [row] })?.rows;
  expect(rows({ deviceId: "d", channelId: "c", name: null, status: 1 })).toMatchObject([{ id: "c", online: true }]);
  expect(rows({ deviceId: "c", status: "OFF", longitude: 0, latitude: 0, ptzType: 1 })).toMatchObject([
    { id: "c", online: false, lon: null, lat: null, ptzType: 1 },
  ]);
  expect(readChannels({ rows: [] })).toBeNull();
});

test("what a played channel offers is taken in the order of delay, without what a page cannot play", () => {
  const played = {
    rtsp: "rtsp://10.0.0.6/rtp/1",
    hls: "http://10.0.0.6/rtp/1/hls.m3u8",
    flv: "http://10.0.0.6/rtp/1.live.flv",
    ws_flv: "ws://10.0.0.6/rtp/1.live.flv",
    ts: null,
  };
  expect(readPlayed(played).map(({ kind }) => kind)).toEqual(["wsFlv", "flv", "hls"]);
  expect(readPlayed(null)).toEqual([]);
});

test("the mark of a picture comes from the name of its file", () => {
  const file = `/opt/wvp/snap/${id.device}_${id.channel}_20260101120000.jpg`;
  expect(readSnapMark(id, file)).toBe("20260101120000");
  expect(readSnapMark(id, "/etc/passwd")).toBe("");
  expect(snapFilePath(id, readSnapMark(id, null))).toBe(`/api/device/query/snap/${id.device}/${id.channel}`);
});
