import { expect, test } from "vitest";
import type { DevToolsHeard, DevToolsParams } from "./devtools-pipe.ts";
import { windowPictures } from "./window-pictures.ts";

type Said = { readonly method: string; readonly params: Readonly<Record<string, unknown>>; readonly session: string };

function browser() {
  const said: Said[] = [];
  const waiting: (() => void)[] = [];
  let heard: DevToolsHeard = () => {};
  windowPictures({
    devtools: {
      send(method, params = {}, session = "") {
        said.push({ method, params, session });
        return Promise.resolve({});
      },
      listen: (hear) => void (heard = hear),
    },
    base: "http://127.0.0.1:8311/?program=wall",
    later: (run) => waiting.push(run),
  });
  const hear = (method: string, params: DevToolsParams, session = "s1") => heard(method, params, session);
  const attach = (session: string, type = "page") =>
    hear("Target.attachedToTarget", { sessionId: session, targetInfo: { type } }, "");
  return { said, waiting, hear, attach, methods: () => said.map(({ method }) => method) };
}
const FRAME = "Page.screencastFrame";
const frame = (data: string) => ({ data, sessionId: 7 });

test("X56 the kiosk asks its browser for small pictures of its pages, and hands each to the page that it shows", () => {
  const { said, hear, attach, methods } = browser();
  attach("s1");
  attach("worker", "service_worker");
  expect(methods()).toEqual(["Page.enable", "Page.startScreencast"]);
  expect(said[1]).toMatchObject({ session: "s1", params: { format: "jpeg", maxWidth: 480, maxHeight: 480 } });
  hear(FRAME, frame("/9j/4AAQ"));
  expect(said[2]).toEqual({
    method: "Runtime.evaluate",
    session: "s1",
    params: {
      expression: 'location.origin==="http://127.0.0.1:8311"&&postMessage({citywall:"picture",base64:"/9j/4AAQ"})',
    },
  });
});

test("X56 the next picture is asked for a second later, and nothing that is no picture gets into the page", () => {
  const { said, waiting, hear, attach, methods } = browser();
  attach("s1");
  hear(FRAME, frame('"});alert(1);//'));
  expect(methods()).not.toContain("Runtime.evaluate");
  hear(FRAME, frame("AAAA"));
  expect(methods()).not.toContain("Page.screencastFrameAck");
  waiting.forEach((run) => run());
  expect(said.at(-1)).toEqual({ method: "Page.screencastFrameAck", session: "s1", params: { sessionId: 7 } });
});

test("X56 a page that was loaded anew is looked at anew, one that is gone is not", () => {
  const { hear, attach, methods } = browser();
  attach("s1");
  hear("Page.frameNavigated", {});
  expect(methods().filter((method) => method === "Page.startScreencast")).toHaveLength(2);
  hear("Target.detachedFromTarget", { sessionId: "s1" }, "");
  hear("Page.frameNavigated", {});
  expect(methods().filter((method) => method === "Page.startScreencast")).toHaveLength(2);
});
