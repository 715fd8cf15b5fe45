import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HostAct } from "../../../shared/wire/port.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { keptOfAct, keptOfRequest } from "./acts.ts";

const SECRET = "绝密7Q";

describe("what the black box keeps of acts", () => {
  test("X76 kind, case and thing; never what was typed", () => {
    const acts: readonly HostAct[] = [
      { do: "login", login: SECRET, password: SECRET },
      { do: "nameFirst", name: SECRET, login: SECRET, password: SECRET },
      { do: "password", old: SECRET, next: SECRET },
      { do: "keep", key: "draft/1", value: SECRET },
      { do: "office", request: { office: "putPerson", login: SECRET, person: {}, password: SECRET } as never },
      { do: "picture", sha256: "0".repeat(64) },
    ];
    for (const act of acts) expect(JSON.stringify(keptOfAct(act)) ?? "", act.do).not.toContain(SECRET);
    const requests: readonly DeskRequest[] = [
      { ask: "case", uid: 42, command: { kind: "urge", note: SECRET } } as DeskRequest,
      { ask: "case", uid: 42, command: { kind: "notFile", reason: SECRET } } as DeskRequest,
    ];
    expect(requests.map(keptOfRequest)).toEqual([
      { kind: "case.urge", caseUid: 42 },
      { kind: "case.notFile", caseUid: 42 },
    ]);
    expect(keptOfRequest({ ask: "report", report: { address: SECRET } } as never)).toEqual({ kind: "desk.report" });
  });

  test("X76 pushes name the wall and what was pushed; what happens by itself is not kept", () => {
    const push = (what: object): HostAct =>
      ({
        do: "direct",
        act: { do: "push", wall: "hall", id: "p1", region: { x: 0, y: 0, w: 24, h: 24 }, what, seconds: 60 },
      }) as HostAct;
    expect(keptOfAct(push({ show: "case", uid: 9 }))).toEqual({ kind: "direct.push.case", about: "hall", caseUid: 9 });
    expect(keptOfAct(push({ show: "camera", uid: 4 }))).toEqual({
      kind: "direct.push.camera",
      about: "hall",
      thing: 4,
    });
    expect(keptOfAct({ do: "direct", act: { do: "scene", wall: "hall", scene: "dust" } })).toEqual({
      ...{ kind: "direct.scene", about: "hall dust" },
    });
    expect(keptOfAct({ do: "look", caseUid: 0 })).toBeNull();
    expect(keptOfAct({ do: "meanwhileSeen" })).toBeNull();
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{1,40}$/), (page) => {
        expect(keptOfAct({ do: "page", page })).toEqual({ kind: `page.${page}` });
      }),
    );
  });
});
