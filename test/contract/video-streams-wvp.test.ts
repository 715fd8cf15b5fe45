/** The double of a video platform, in the words that the host and the hub speak to a real one. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  channelsPath,
  devicesPath,
  loginPath,
  playPath,
  presetPath,
  readChannels,
  readDevices,
  readPlayed,
  readSnapMark,
  readWvpAnswer,
  readWvpToken,
  snapFilePath,
  snapPath,
  stopPath,
  turnPath,
  wvpUrl,
  WVP_PAGE,
  WVP_TOKEN_HEADER,
} from "../../shared/video/wvp.ts";
import { openWvpDouble, type DoubleChannel, type WvpDouble } from "../fixtures/wvp.ts";

const DEVICE = "34020000001110000001";
const channelId = (n: number): string => `340200000013100${String(n).padStart(5, "0")}`;
const ID = { device: DEVICE, channel: channelId(1) };
const channel = (n: number): DoubleChannel => ({
  ...{ id: channelId(n), name: `通道${n}`, ptzType: n === 1 ? 1 : 3, online: n % 2 === 1 },
  ...{ longitude: 112.9, latitude: 28.2, addresses: { ws_flv: "ws://127.0.0.1:1/live/a.flv" } },
  snap: n === 1 ? () => Buffer.from([0xff, 0xd8, 0xff, 0xd9]) : null,
});
let wvp: WvpDouble;
let token = "";

beforeAll(async () => {
  const channels = Array.from({ length: WVP_PAGE + 5 }, (_, n) => channel(n + 1));
  wvp = await openWvpDouble([{ id: DEVICE, name: "录像机", online: true, channels }]);
});
afterAll(() => wvp.close());

async function ask(path: string) {
  const answer = await fetch(wvpUrl(wvp.url, path), { headers: { [WVP_TOKEN_HEADER]: token } });
  return { status: answer.status, said: readWvpAnswer(await answer.json()) };
}
const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
async function dataOf(path: string): Promise<unknown> {
  const { said } = await ask(path);
  if (said?.done !== true) throw new Error(`${path}: ${JSON.stringify(said)}`);
  return said.data;
}

test("who has not logged in gets 401, a wrong password code 100, the right one a token", async () => {
  expect(await ask(devicesPath(1))).toMatchObject({ status: 401, said: { done: false, code: 401 } });
  expect(await ask(loginPath("wall", md5("wrong")))).toMatchObject({ status: 200, said: { done: false, code: 100 } });
  token = readWvpToken(await dataOf(loginPath("wall", md5("secret")))) ?? "";
  expect(token).not.toBe("");
  wvp.forgetLogins();
  expect((await ask(devicesPath(1))).status).toBe(401);
  token = readWvpToken(await dataOf(loginPath("wall", md5("secret")))) ?? "";
});

test("devices and channels come by pages", async () => {
  expect(readDevices(await dataOf(devicesPath(1)))?.rows).toEqual([{ id: DEVICE, name: "录像机", online: true }]);
  const first = readChannels(await dataOf(channelsPath(DEVICE, 1)));
  expect([first?.total, first?.sent]).toEqual([WVP_PAGE + 5, WVP_PAGE]);
  expect(first?.rows[1]).toMatchObject({ id: channelId(2), online: false, ptzType: 3, lon: 112.9 });
  expect(
    readChannels(await dataOf(channelsPath(DEVICE, 2)))
      ?.rows.map(({ id }) => id)
      .at(-1),
  ).toBe(channelId(WVP_PAGE + 5));
});

test("plays what is online, says why not what is not, and stops", async () => {
  expect(readPlayed(await dataOf(playPath(ID)))).toEqual([{ kind: "wsFlv", url: "ws://127.0.0.1:1/live/a.flv" }]);
  expect([...wvp.playing]).toEqual([channelId(1)]);
  await dataOf(stopPath(ID));
  expect(wvp.playing.size).toBe(0);
  expect((await ask(playPath({ ...ID, channel: channelId(2) }))).said).toEqual({
    done: false,
    code: 100,
    message: "点播失败",
  });
  wvp.refuse({ code: 486, msg: "超时或无响应" });
  expect((await ask(playPath(ID))).said).toEqual({ done: false, code: 486, message: "超时或无响应" });
  wvp.refuse(null);
});

test("takes pictures, turns within the speeds that there are, and calls presets", async () => {
  const mark = readSnapMark(ID, await dataOf(snapPath(ID)));
  const picture = await fetch(wvpUrl(wvp.url, snapFilePath(ID, mark)));
  expect(Buffer.from(await picture.arrayBuffer()).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  expect((await ask(snapPath({ ...ID, channel: channelId(3) }))).said).toMatchObject({ code: 100 });
  await dataOf(turnPath(ID, -1, 0.5, 0));
  await dataOf(turnPath(ID, 0, 0, 0));
  await dataOf(presetPath(ID, 3));
  expect(wvp.turned.map(({ command }) => command)).toEqual(["upleft 255 128 0", "stop 0 0 0", "preset 3"]);
  expect((await ask(turnPath(ID, 1, 0, 0).replace("=255", "=256"))).said).toMatchObject({ code: 100 });
  expect((await ask(presetPath(ID, 256))).said).toMatchObject({ code: 100 });
});
