/**
 * 参观: what visitors must not read. Names, telephone and identity numbers, plates, and addresses beyond the road are masked
 * in whatever is shown (rules X50–X52). Pure; masking twice is the same as masking once.
 */

const STAR = "*";
/** Common two-letter family names; of them both letters stay. */
const LONG_SURNAMES = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯"];
/** The family names that nearly everybody has: a word that begins with another letter is no name. */
const SURNAMES =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";
/** Ends of names that are no person's. */
const INSTITUTION = /[局所队站处科室部办中心公司街道社区村委会院校厂组岗台厅署班网系统平台员席]$/u;
const HAN = /^\p{Script=Han}+$/u;

/** 张三 → 张**, 欧阳娜娜 → 欧阳**, John Smith → J*** S***. What is already masked stays. */
export function maskName(name: string): string {
  const text = name.trim();
  if (text === "" || text.includes(STAR)) return name;
  if (HAN.test(text)) {
    const kept = LONG_SURNAMES.some((each) => text.startsWith(each)) && text.length > 2 ? 2 : 1;
    return text.slice(0, kept) + STAR.repeat(2);
  }
  return text.replace(/[^\s·.,-]+/gu, (word) => `${[...word][0] as string}${STAR.repeat(3)}`);
}

/**
 * A text that may name a person or a post: departments, posts and code words stay, people are masked. A word in small
 * letters is one of the program's own.
 */
export function maskPerson(text: string): string {
  const plain = text.trim();
  if (plain === "" || /^[a-z][\w.:-]*$/.test(plain)) return text;
  if (!HAN.test(plain)) {
    // "受理员 王小明", "坐席 3": each part by itself
    return /\s/.test(plain) && /\p{Script=Han}/u.test(plain)
      ? plain.replace(/\p{Script=Han}+/gu, maskPerson)
      : /^[A-Z][\p{L}'’-]+(?:[ ·][A-Z][\p{L}.'’-]*)+$/u.test(plain)
        ? maskName(plain)
        : maskText(text);
  }
  const isName =
    plain.length >= 2 &&
    plain.length <= 4 &&
    !INSTITUTION.test(plain) &&
    (SURNAMES.includes(plain[0] as string) || LONG_SURNAMES.some((each) => plain.startsWith(each)));
  return isName ? maskName(plain) : text;
}

const PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领";
const PLATE = new RegExp(
  `(?<![${PROVINCES}])([${PROVINCES}][A-Z])([ ·•]?)([A-Z0-9]{3,4})([A-Z0-9]{2}|[A-Z0-9][学警港澳挂])(?![A-Z0-9])`,
  "gu",
);

/** 川A12345 → 川A***45. A plate of another country keeps its first two and last two signs. */
export function maskPlate(plate: string): string {
  const masked = plate.replace(PLATE, (_all, head: string, gap: string, middle: string, tail: string) => {
    return head + gap + STAR.repeat(middle.length) + tail;
  });
  if (masked !== plate || plate.includes(STAR) || plate.length < 5) return masked;
  return plate.slice(0, 2) + STAR.repeat(plate.length - 4) + plate.slice(-2);
}

const NOT_IN_WORD = "(?<![\\dA-Za-z*.])";
const END_OF_WORD = "(?![\\dA-Za-z*])";
const MOBILE = new RegExp(`${NOT_IN_WORD}(?:\\+?86[- ]?)?(1[3-9]\\d)[- ]?(\\d{4})[- ]?(\\d{4})${END_OF_WORD}`, "g");
const IDENTITY = new RegExp(`${NOT_IN_WORD}(\\d{3})\\d{11}(\\d{3}[\\dXx])${END_OF_WORD}`, "g");
const LANDLINE = new RegExp(`${NOT_IN_WORD}\\(?(0\\d{2,3})\\)?[- ]?(\\d{3,4})(\\d{4})${END_OF_WORD}`, "g");
const FOREIGN = new RegExp(`${NOT_IN_WORD}(?:\\+\\d{1,3}[- ])?\\(?\\d{3}\\)?[- ]\\d{3}[- ](\\d{4})${END_OF_WORD}`, "g");

/** 13812341234 → 138****1234; of other numbers the last four signs stay. */
export function maskPhone(text: string): string {
  return text
    .replace(IDENTITY, (_all, head: string, tail: string) => `${head}${STAR.repeat(11)}${tail}`)
    .replace(MOBILE, (_all, head: string, _middle: string, tail: string) => `${head}****${tail}`)
    .replace(FOREIGN, (_all, tail: string) => `***-***-${tail}`)
    .replace(LANDLINE, (_all, area: string, _middle: string, tail: string) => `${area}-****${tail}`);
}

const NUMERALS = "0-9０-９零〇一二三四五六七八九十百";
const ROAD = "(?:大道|大街|街(?!道)|路|巷|弄|胡同|(?<!街)道)";
/** 12号, 12-3号院2栋三单元502室: the numbers behind a road, and no more of the text than these. */
const NUMBER = `[${NUMERALS}]+(?:[-－之][${NUMERALS}]+)*`;
const BEHIND_ROAD = new RegExp(
  `(${ROAD}(?:[东西南北中上下]?[${NUMERALS}]*段)?)\\s*(?:第)?${NUMBER}(?:附${NUMBER})?(?:号[院楼]?|弄|幢|栋|(?=[门旁对附前后]))(?:附${NUMBER}号)?(?:\\s*${NUMBER}(?:号楼|号|栋|幢|座|单元|室|楼|层|户))*`,
  "gu",
);
const ENGLISH_ROAD =
  /(?<![\w-])(?:No\.?\s*)?\d+[A-Za-z]?(?:-\d+)?,?\s+((?:[A-Z][\w'’-]*\s+){1,4}(?:Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Drive|Dr|Highway|Way)\b\.?)(?:,?\s+(?:Apt|Apartment|Flat|Unit|Room|Suite|Building|Block|Floor)\.?\s*[\w-]+)*/g;

/** House numbers go, and what stands behind them: the road stays. */
const maskHouses = (text: string): string => text.replace(BEHIND_ROAD, "$1").replace(ENGLISH_ROAD, "$1");

const ROAD_PART = new RegExp(
  `^(.*?${ROAD}(?:[东西南北中上下]?[一二三四五六七八九十]*段)?(?:[与和及][^与和及${NUMERALS}]{1,10}?${ROAD})?(?:交叉口|路口|交汇处)?)`,
  "u",
);
const FIRST_NUMBER = new RegExp(
  `[${NUMERALS}]+(?:[-－之][${NUMERALS}]+)*\\s*(?:号|栋|幢|座|单元|室|楼|组|户|层).*$|[0-9０-９].*$`,
  "u",
);

/** 甘谷县大像山镇南大街12号3栋 → 甘谷县大像山镇南大街: cut to the road, or where there is none to what stands before a number. */
export function maskAddress(address: string): string {
  const text = address.trim();
  if (text === "") return address;
  if (!/\p{Script=Han}/u.test(text)) {
    const cut = maskHouses(maskPhone(text));
    return /\d/.test(cut) ? cut.replace(/,?\s*(?:No\.?\s*)?#?\d[\w-]*/g, "").trim() || STAR.repeat(3) : cut;
  }
  const road = ROAD_PART.exec(text)?.[1];
  if (road !== undefined) return road;
  const before = text.replace(FIRST_NUMBER, "").trim();
  return before === "" ? STAR.repeat(3) : before;
}

/** Words behind which a person's name stands. */
const TITLES =
  "联系人|投诉人|举报人|反映人|报案人|当事人|负责人|业主|店主|车主|司机|驾驶员|姓名|网格员|采集员|经办人|受理员|派遣员";
const NAMED = new RegExp(
  `((?:${TITLES})(?:姓名)?(?:[:：]|\\s|为|是)\\s*)(\\p{Script=Han}{2,4})(?!\\p{Script=Han})`,
  "gu",
);
const NAMED_CLOSE = new RegExp(
  `((?:${TITLES}))([${SURNAMES}]\\p{Script=Han}{1,2})(?=反映|投诉|举报|称|说|表示|来电|[，。；、,;:：（(\\s\\d]|$)`,
  "gu",
);
const NAMED_ENGLISH =
  /\b((?:Mr|Mrs|Ms|Miss|Dr)\.?\s+|(?:Name|Contact|Caller|Reporter|Owner|Driver):\s*)([A-Z][\p{L}'’-]+(?:\s+[A-Z][\p{L}'’-]+)?)/gu;

/** Free text: telephone and identity numbers, plates, house numbers, and names behind a title. */
export function maskText(text: string): string {
  if (text.length < 2) return text;
  const plain = /\d/.test(text) ? maskHouses(maskPhone(text)) : maskHouses(text);
  return plain
    .replace(PLATE, (all) => maskPlate(all))
    .replace(NAMED, (_all, title: string, name: string) => title + maskName(name))
    .replace(NAMED_CLOSE, (_all, title: string, name: string) => title + maskName(name))
    .replace(NAMED_ENGLISH, (_all, title: string, name: string) => title + maskName(name));
}
