import { expect, test } from "vitest";
import {
  readWvp,
  wvpChannelId,
  wvpChannelsPath,
  wvpChannelsSchema,
  wvpIsTurned,
  wvpNothing,
  wvpPlayedSchema,
  wvpSnapMark,
  wvpTurnPath,
  wvpUrl,
} from "./wvp.ts";

const channel = { device: "34020000001110000001", channel: "34020000001320000001" };

test("a channel is a device and a channel, and nothing that could lead elsewhere", () => {
  expect(wvpChannelId(`${channel.device}/${channel.channel}`)).toEqual(channel);
  for (const text of ["", "a", "a/", "/b", "a/b/c", "a/b?x=1", "a/b#c", "../b"]) {
    expect(wvpChannelId(text), text).toBeNull();
  }
});

test("a gateway below a folder is asked below that folder", () => {
  expect(wvpUrl("http://10.0.0.5:18080/wvp/", wvpChannelsPath("34020000001110000001", 2, 100))).toBe(
    "http://10.0.0.5:18080/wvp/api/device/query/devices/34020000001110000001/channels?page=2&count=100",
  );
});

test("turning names one of the platform's commands with speeds within its bounds", () => {
  const of = (pan: number, tilt: number, zoom: number) =>
    new URL(wvpTurnPath(channel, pan, tilt, zoom), "http://wvp").searchParams;
  expect(Object.fromEntries(of(-0.5, 1, 1))).toEqual({
    command: "upleft",
    horizonSpeed: "128",
    verticalSpeed: "255",
    zoomSpeed: "15",
  });
  expect(of(0, -0.001, 0).get("verticalSpeed")).toBe("1");
  expect(of(0, 0, -1).get("command")).toBe("zoomout");
  expect(Object.fromEntries(of(0, 0, 0))).toEqual({
    command: "stop",
    horizonSpeed: "0",
    verticalSpeed: "0",
    zoomSpeed: "0",
  });
});

test("answers are read with and without an envelope; a no keeps the platform's own words", () => {
  const page = {
    total: 1,
    list: [{ deviceId: "x", name: "东门", status: "ON", longitude: 104.6, latitude: 30.1, ptzType: 1 }],
  };
  for (const text of [JSON.stringify(page), JSON.stringify({ code: 0, msg: "成功", data: page })]) {
    const answer = readWvp(wvpChannelsSchema, 200, text);
    if (answer.is !== "done") throw new Error(text);
    expect(answer.data.list[0]).toMatchObject({ channelId: "x", name: "东门", status: true, ptzType: 1 });
    expect(wvpIsTurned(answer.data.list[0]!)).toBe(true);
  }
  expect(readWvp(wvpNothing, 200, '{"code":100,"msg":"点播超时","data":null}')).toEqual({
    is: "refused",
    why: "点播超时",
  });
  expect(readWvp(wvpNothing, 500, '{"code":500,"msg":null}')).toEqual({ is: "refused", why: "code 500" });
  expect(readWvp(wvpNothing, 502, "<html>Bad gateway</html>")).toEqual({ is: "refused", why: "HTTP 502" });
  expect(readWvp(wvpNothing, 401, "")).toEqual({ is: "login" });
  expect(readWvp(wvpNothing, 200, '{"code":401,"msg":"请登录后重新请求"}')).toEqual({ is: "login" });
  expect(readWvp(wvpNothing, 200, "")).toEqual({ is: "done", data: undefined });
});

test("channels of older versions name themselves in channelId", () => {
  const answer = readWvp(
    wvpChannelsSchema,
    200,
    '{"total":1,"list":[{"deviceId":"d","channelId":"c","name":null,"status":1}]}',
  );
  expect(answer).toMatchObject({ is: "done", data: { list: [{ channelId: "c", name: "", status: true }] } });
});

test("what a played channel offers is taken in the order of delay, without what a page cannot play", () => {
  const text = JSON.stringify({
    code: 0,
    data: {
      app: "rtp",
      rtsp: "rtsp://10.0.0.6/rtp/1",
      hls: "http://10.0.0.6/rtp/1/hls.m3u8",
      flv: "http://10.0.0.6/rtp/1.live.flv",
      ws_flv: "ws://10.0.0.6/rtp/1.live.flv",
      tracks: null,
    },
  });
  const answer = readWvp(wvpPlayedSchema, 200, text);
  expect(answer.is === "done" && answer.data.map(({ kind }) => kind)).toEqual(["wsFlv", "flv", "hls"]);
});

test("the mark of a picture comes from the name of its file", () => {
  const file = `/opt/wvp/snap/${channel.device}_${channel.channel}_20260101120000.jpg`;
  expect(wvpSnapMark(channel, file)).toBe("20260101120000");
  expect(wvpSnapMark(channel, "/etc/passwd")).toBe("");
  expect(wvpSnapMark(channel, null)).toBe("");
});
