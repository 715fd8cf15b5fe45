import { expect, test } from "vitest";
import type { RankingLine } from "../../shared/evaluation/figures.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { barOf, boardsOf, naturalOrder } from "./ranking.tsx";

const line = (department: number, total: number, onTime: [number, number], closed = 0): RankingLine => ({
  department,
  total,
  open: total - closed,
  closed,
  overdueOpen: 0,
  onTime: { n: onTime[0], d: onTime[1] },
  close: { n: closed, d: total },
});
const departments = new Map(
  [
    [1, "A"],
    [2, "B"],
    [3, "A"],
    [4, "B"],
  ].map(([uid, groupCode]) => [uid as number, { uid, groupCode } as RecordOf<"departments">]),
);

test("groups are ranked on boards of their own, best first, and say who has no case", () => {
  const boards = boardsOf([line(3, 10, [5, 10]), line(2, 4, [4, 4]), line(1, 10, [9, 10])], departments, "onTime");
  expect(boards.map((board) => [board.group, board.lines.map((each) => each.department), board.unranked])).toEqual([
    ["A", [1, 3], 0],
    ["B", [2], 1],
  ]);
});

test("a platform without groups has one board", () => {
  const plain = new Map([[1, { uid: 1, groupCode: "" } as RecordOf<"departments">]]);
  expect(
    boardsOf([line(1, 3, [0, 0]), line(77, 9, [0, 0])], plain, "total").map((board) =>
      board.lines.map((l) => l.department),
    ),
  ).toEqual([[77, 1]]);
});

test("the order falls back from on-time to close rate to count", () => {
  expect(naturalOrder([line(1, 3, [0, 0]), line(2, 3, [0, 1])])).toBe("onTime");
  expect(naturalOrder([line(1, 3, [0, 0], 2)])).toBe("close");
  expect(naturalOrder([line(1, 3, [0, 0], 2), line(2, 3, [0, 0], 2), line(3, 3, [1, 1])])).toBe("close");
  expect(naturalOrder([line(1, 3, [0, 0])])).toBe("total");
  expect(naturalOrder([])).toBe("total");
});

test("bars start at zero, each board on its own scale", () => {
  const board = [line(1, 40, [1, 4]), line(2, 10, [0, 0])];
  expect(barOf(board[0] as RankingLine, "onTime", board)).toBe(0.25);
  expect(barOf(board[1] as RankingLine, "onTime", board)).toBe(0);
  expect(barOf(board[1] as RankingLine, "total", board)).toBe(0.25);
});
