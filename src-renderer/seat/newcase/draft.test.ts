import { expect, test } from "vitest";
import { fileProblem, MOST_FILE } from "./attach.ts";
import {
  EMPTY_DRAFT,
  MOST_TEXT,
  draftOf,
  isEmpty,
  problemsOf,
  readDraft,
  requestOf,
  type ReportDraft,
} from "./draft.ts";

const CLASS = { uid: 4, kind: "matter" };
const WELL: ReportDraft = {
  ...EMPTY_DRAFT,
  classUid: 4,
  lon: 104.1,
  lat: 30.6,
  address: " 春熙路 12 号 ",
  description: "占道经营",
};

test("Z35 what is missing or too long is told by its field, and a place may be words or a point", () => {
  expect(problemsOf(WELL, [CLASS])).toEqual({});
  expect(problemsOf(EMPTY_DRAFT, [CLASS])).toEqual({
    class: "classMissing",
    place: "placeMissing",
    description: "wordsMissing",
  });
  expect(problemsOf({ ...WELL, lon: null, lat: null }, [CLASS])).toEqual({});
  expect(problemsOf({ ...WELL, address: " " }, [CLASS])).toEqual({});
  // The class went while the form was open.
  expect(problemsOf(WELL, [])).toEqual({ class: "classGone" });
  const long = "字".repeat(MOST_TEXT + 1);
  expect(problemsOf({ ...WELL, address: long, description: long }, [CLASS])).toEqual({
    address: "addressLong",
    description: "wordsLong",
  });
});

test("Z36 the request of a draft has the draft's id for its occasion, and leads back to the draft", () => {
  const request = requestOf("ab12cd34", WELL, CLASS, "demo", 7);
  expect(request).toMatchObject({ occasion: "seat/ab12cd34", report: { unitGrid: 7, address: "春熙路 12 号" } });
  expect(requestOf("ab12cd34", WELL, CLASS, "demo", 7)).toEqual(request);
  expect(draftOf(request)).toEqual({ ...WELL, address: "春熙路 12 号" });
});

test("Z37 a kept draft is read back whole; one of another form gives what can be read of it", () => {
  expect(readDraft(JSON.stringify(WELL))).toEqual(WELL);
  for (const broken of [null, "", "3", "null", "[", "[]"]) expect(readDraft(broken)).toEqual(EMPTY_DRAFT);
  expect(readDraft(JSON.stringify({ source: "radio", lon: 3, address: 4, description: "占道" }))).toEqual({
    ...EMPTY_DRAFT,
    description: "占道",
  });
  expect([isEmpty(EMPTY_DRAFT), isEmpty({ ...EMPTY_DRAFT, source: "web" }), isEmpty(WELL)]).toEqual([
    true,
    true,
    false,
  ]);
});

test("a file that is no picture or too large is told before it is read", () => {
  expect(fileProblem({ type: "application/pdf", size: 10 })).toBe("notPicture");
  expect(fileProblem({ type: "image/png", size: MOST_FILE + 1 })).toBe("tooLarge");
  expect(fileProblem({ type: "image/jpeg", size: MOST_FILE })).toBeNull();
});
