import { describe, expect, test } from "vitest";
import { maskAddress, maskName, maskPerson, maskPhone, maskPlate, maskText } from "./mask.ts";
import { maskValue } from "./mask-value.ts";

describe("names", () => {
  test.each([
    ["张三", "张**"],
    ["王小明", "王**"],
    ["欧阳娜娜", "欧阳**"],
    ["John Smith", "J*** S***"],
    ["王*", "王*"],
    ["", ""],
  ])("X50 %s is shown as %s", (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  test.each(["城管局", "12345热线", "patrol", "视频巡查员", "市民来访", "领导巡检", "文化路街道办", "环卫一队", ""])(
    "X50 %s is no person, and stays",
    (post) => expect(maskPerson(post)).toBe(post),
  );

  test("X50 a person who acts is masked, with the post left standing", () => {
    expect(maskPerson("王小明")).toBe("王**");
    expect(maskPerson("受理员 王小明")).toBe("受理员 王**");
    expect(maskPerson("John Smith")).toBe("J*** S***");
  });
});

describe("numbers and plates", () => {
  test.each([
    ["13812341234", "138****1234"],
    ["138 1234 1234", "138****1234"],
    ["+86 13812341234", "138****1234"],
    ["0838-2222333", "0838-****2333"],
    ["555-123-4567", "***-***-4567"],
    ["510602199001011234", "510***********1234"],
  ])("X50 %s is shown as %s", (number, shown) => {
    expect(maskPhone(number)).toBe(shown);
  });

  test.each(["20261123004512", "1,380,000", "2026-11-23", "5106020000100012", "12.5"])(
    "X50 %s is no telephone number, and stays",
    (number) => expect(maskPhone(number)).toBe(number),
  );

  test.each([
    ["川A12345", "川A***45"],
    ["川A·12345", "川A·***45"],
    ["沪AD12345", "沪A****45"],
    ["AB-123-CD", "AB*****CD"],
  ])("X50 the plate %s is shown as %s", (plate, shown) => {
    expect(maskPlate(plate)).toBe(shown);
  });
});

describe("addresses", () => {
  test.each([
    ["甘谷县大像山镇南大街12号3栋2单元", "甘谷县大像山镇南大街"],
    ["东风街道人民路12号", "东风街道人民路"],
    ["人民路与解放路交叉口", "人民路与解放路交叉口"],
    ["滨河路二段15-3号院", "滨河路二段"],
    ["王家村12号", "王家村"],
    ["某某小区3栋502室", "某某小区"],
    ["12 Renmin Road, Apt 3, Chengdu", "Renmin Road, Chengdu"],
    ["12号", "***"],
  ])("X51 %s is cut to %s", (address, shown) => {
    expect(maskAddress(address)).toBe(shown);
  });
});

test("X51 an address that is cut stays as it is when it is cut again, and an empty one is empty", () => {
  for (const address of ["甘谷县大像山镇南大街12号", "王家村12号", "12 Renmin Road", "12号", ""]) {
    const once = maskAddress(address);
    expect(maskAddress(once)).toBe(once);
    expect(once).not.toMatch(/\d/);
  }
});

describe("texts", () => {
  test.each([
    ["城信路12号门前乱堆物料，联系人：王小明 13812341234", "城信路门前乱堆物料，联系人：王** 138****1234"],
    ["车牌川A12345违停", "车牌川A***45违停"],
    ["投诉人李四反映路灯不亮", "投诉人李**反映路灯不亮"],
    ["Mr. John Smith, 12 Baker Street, Flat 3", "Mr. J*** S***, Baker Street"],
  ])("X52 %s reads %s", (text, shown) => {
    expect(maskText(text)).toBe(shown);
  });

  test.each(["道路三处破损", "该路段2处井盖缺失", "案件 20261123004512 已结案", "1 380 件", "投诉量下降"])(
    "X52 %s says nothing of anybody, and stays",
    (text) => expect(maskText(text)).toBe(text),
  );
});

describe("answers of the host", () => {
  const line = { uid: 3, caseNo: "13812341234", address: "南大街12号", departmentName: "城管局", lon: 105.3 };

  test("X52 fields are masked by what they hold, and what others go by stays", () => {
    expect(maskValue(line)).toEqual({ ...line, address: "南大街" });
    expect(maskValue({ kind: "patroller", plate: "", name: "王小明" })).toEqual({
      kind: "patroller",
      plate: "",
      name: "王**",
    });
    expect(maskValue({ kind: "sanitation", plate: "川A12345", name: "洒水车 3" })).toEqual({
      kind: "sanitation",
      plate: "川A***45",
      name: "洒水车 3",
    });
    expect(maskValue({ by: "person", name: "李四", phone: "13812341234" })).toEqual({
      by: "person",
      name: "李**",
      phone: "138****1234",
    });
  });

  test("X52 facts are masked within their text, and typed arrays are passed on", () => {
    const at = new Float64Array([1, 2]);
    const facts = JSON.stringify([{ kind: "closed", at: 5, by: "王小明", opinion: "电话13812341234" }]);
    const masked = maskValue({ record: { facts }, at });
    expect(masked.at).toBe(at);
    expect(JSON.parse(masked.record.facts)).toEqual([
      { kind: "closed", at: 5, by: "王**", opinion: "电话138****1234" },
    ]);
  });

  test("X52 where there is nothing to mask it is the same object, and masking twice is masking once", () => {
    const plain = { funnel: { reported: 3 }, window: { period: "month", from: null } };
    expect(maskValue(plain)).toBe(plain);
    const once = maskValue([line, { text: "王家村12号 联系人：王芳 13812341234", by: "受理员 王芳" }]);
    expect(maskValue(once)).toEqual(once);
  });
});
