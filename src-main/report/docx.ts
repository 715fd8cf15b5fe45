/**
 * The report as DOCX, laid out as GB/T 9704 wants official documents: A4, 22 lines of 三号仿宋, headings in 黑体 and 楷体, the
 * issuer in a red head over a red line, page numbers between dashes. Fonts are named, as such documents do, and not embedded.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table as DocxTable,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  type IParagraphOptions,
} from "docx";
import type { Block, Paper, Table } from "./paper.ts";

/** Twips (1/20 pt) in a millimetre. */
const MM = 56.693;
const RED = "D7000F";
/** Page and margins of GB/T 9704, mm. */
const PAGE = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 } as const;
const WIDTH = Math.round((PAGE.width - PAGE.left - PAGE.right) * MM);

/** Half points: 二号 22, 三号 16, 四号 14, 五号 10.5. */
const SIZE = { head: 60, title: 44, text: 32, foot: 28, table: 19, note: 21 } as const;
/** 28 points between lines: 22 of them on a page. */
const LINE = { line: 560, lineRule: LineRuleType.EXACT } as const;

const font = (eastAsia: string) => ({ ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia });
const FONT = { song: font("宋体"), title: font("华文中宋"), fang: font("仿宋"), hei: font("黑体"), kai: font("楷体") };

const ALIGN = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER } as const;

function line(
  text: string,
  run: { font: object; size: number; color?: string; bold?: boolean },
  options: IParagraphOptions = {},
) {
  return new Paragraph({ ...options, children: [new TextRun({ text, ...run })] });
}

/** The bytes of the document. */
export async function writeDocx(paper: Paper): Promise<Uint8Array> {
  const { issuer, number, title, blocks, signed, mark, foot } = paper;
  const children: (Paragraph | DocxTable)[] = [];
  const centered = { alignment: AlignmentType.CENTER };
  if (issuer !== "") {
    const under = { style: BorderStyle.SINGLE, size: 18, space: 6, color: RED };
    const red = { ...centered, spacing: { after: 240 }, ...(number === "" ? { border: { bottom: under } } : {}) };
    children.push(line(issuer, { font: FONT.title, size: SIZE.head, color: RED, bold: true }, red));
    if (number !== "") {
      children.push(
        line(number, { font: FONT.fang, size: SIZE.text }, { ...centered, border: { bottom: under }, spacing: LINE }),
      );
    }
  } else if (number !== "") {
    children.push(line(number, { font: FONT.fang, size: SIZE.text }, { ...centered, spacing: LINE }));
  }
  children.push(
    line(
      title,
      { font: FONT.title, size: SIZE.title, bold: true },
      { ...centered, spacing: { before: 480, after: 360 } },
    ),
    ...blocks.flatMap(blockOf),
    ...signed.map((text) =>
      line(
        text,
        { font: FONT.fang, size: SIZE.text },
        { alignment: AlignmentType.RIGHT, indent: { right: 640 }, spacing: LINE },
      ),
    ),
  );
  const header = new Header({
    children: [line(mark ?? "", { font: FONT.hei, size: SIZE.title, color: RED }, { alignment: AlignmentType.RIGHT })],
  });
  const footer = new Footer({
    children: [
      new Paragraph({
        ...centered,
        children: [new TextRun({ children: ["— ", PageNumber.CURRENT, " —"], font: FONT.song, size: SIZE.foot })],
      }),
      line(foot, { font: FONT.song, size: 16, color: "666666" }, centered),
    ],
  });
  const document = new Document({
    title,
    creator: issuer,
    styles: { default: { document: { run: { font: FONT.fang, size: SIZE.text } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: Math.round(PAGE.width * MM), height: Math.round(PAGE.height * MM) },
            margin: {
              top: Math.round(PAGE.top * MM),
              bottom: Math.round(PAGE.bottom * MM),
              left: Math.round(PAGE.left * MM),
              right: Math.round(PAGE.right * MM),
            },
          },
        },
        headers: { default: header },
        footers: { default: footer },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function blockOf(block: Block): (Paragraph | DocxTable)[] {
  switch (block.kind) {
    case "heading": {
      const run = { font: block.level === 1 ? FONT.hei : FONT.kai, size: SIZE.text };
      return [line(block.text, run, { keepNext: true, indent: { firstLine: 640 }, spacing: { ...LINE, before: 120 } })];
    }
    case "text":
      return [line(block.text, { font: FONT.fang, size: SIZE.text }, { indent: { firstLine: 640 }, spacing: LINE })];
    case "note":
      return [line(block.text, { font: FONT.song, size: SIZE.note }, { spacing: { before: 60, after: 120 } })];
    case "table":
      return tableOf(block);
  }
}

function tableOf({ title, columns, rows, most }: Table): (Paragraph | DocxTable)[] {
  const all = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => Math.round((WIDTH * width) / all));
  const cellOf = (text: string, i: number, head: boolean) =>
    new TableCell({
      width: { size: widths[i] as number, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { left: 60, right: 60, top: 30, bottom: 30 },
      children: [
        line(
          text,
          { font: head ? FONT.hei : FONT.song, size: SIZE.table },
          { alignment: head ? AlignmentType.CENTER : ALIGN[columns[i]?.align ?? "left"] },
        ),
      ],
    });
  const head = new TableRow({ tableHeader: true, children: columns.map((column, i) => cellOf(column.title, i, true)) });
  const body = rows
    .slice(0, most)
    .map((row) => new TableRow({ cantSplit: true, children: row.map(({ text }, i) => cellOf(text, i, false)) }));
  return [
    line(
      title,
      { font: FONT.hei, size: SIZE.note },
      { alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 240, after: 60 } },
    ),
    new DocxTable({
      columnWidths: widths,
      width: { size: WIDTH, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      rows: [head, ...body],
    }),
  ];
}
