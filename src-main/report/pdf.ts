/** The report as PDF, on the page of GB/T 9704: drawn line by line, with faces that hold just the characters in it. */
import PDFDocument from "pdfkit";
import { facesOf, type Faces, type Weight } from "./fonts.ts";
import { linesOf, type Block, type Paper, type Table } from "./paper.ts";
import { linesIn } from "./type.ts";

/** Points in a millimetre. */
const MM = 72 / 25.4;
const PAGE = { width: 210 * MM, height: 297 * MM, top: 37 * MM, bottom: 35 * MM, left: 28 * MM, right: 26 * MM };
const WIDTH = PAGE.width - PAGE.left - PAGE.right;
const FLOOR = PAGE.height - PAGE.bottom;
const RED = "#d7000f";
const INK = "#000000";
/** Space inside the cells of tables, points. */
const PAD = 3;

/** Size of type and height of its line, points. */
interface Style {
  readonly size: number;
  readonly line: number;
  readonly weight: Weight;
  readonly color?: string;
}
const STYLE = {
  head: { size: 30, line: 44, weight: 700, color: RED },
  number: { size: 16, line: 28, weight: 400 },
  title: { size: 22, line: 34, weight: 700 },
  heading: { size: 16, line: 28, weight: 700 },
  text: { size: 15, line: 26, weight: 400 },
  caption: { size: 10.5, line: 18, weight: 700 },
  note: { size: 10, line: 16, weight: 400 },
  cell: { size: 9, line: 13, weight: 400 },
  column: { size: 9, line: 13, weight: 700 },
  foot: { size: 8, line: 12, weight: 400, color: "#666666" },
} as const satisfies Record<string, Style>;

interface Page {
  readonly doc: PDFKit.PDFDocument;
  readonly faces: Readonly<Record<Weight, Faces>>;
  /** Top of what comes next, points from the top of the page. */
  y: number;
}

type Align = "left" | "right" | "center";

/** The bytes of the document. `madeAt` is hub time, epoch ms. `step` is told of the pages so far. */
export async function writePdf(paper: Paper, language: string, madeAt: number): Promise<Uint8Array> {
  const all = [...linesOf(paper), paper.foot, paper.mark ?? "", "— 0123456789"].join("");
  const faces = { 400: await facesOf(all, 400), 700: await facesOf(all, 700) };
  const doc = new PDFDocument({
    // No face of its own: the standard ones have no Chinese.
    font: "",
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    lang: language,
    displayTitle: true,
    info: { Title: paper.title, Author: paper.issuer, CreationDate: new Date(madeAt) },
  });
  const pieces: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    doc.on("data", (piece: Buffer) => pieces.push(piece));
    doc.on("end", resolve);
    doc.on("error", reject);
  });
  for (const { faces: list } of Object.values(faces)) for (const { name, bytes } of list) doc.registerFont(name, bytes);
  const page: Page = { doc, faces, y: 0 };
  nextPage(page);
  drawHead(page, paper);
  for (const block of paper.blocks) drawBlock(page, block);
  keep(page, STYLE.text.line * paper.signed.length);
  for (const line of paper.signed) drawText(page, line, STYLE.text, "right");
  finishPages(page, paper);
  doc.end();
  await done;
  return new Uint8Array(Buffer.concat(pieces));
}

function nextPage(page: Page): void {
  page.doc.addPage();
  page.y = PAGE.top;
}

/** Begins another page where so much does not fit on this one. */
function keep(page: Page, height: number): void {
  if (page.y + height > FLOOR && page.y > PAGE.top) nextPage(page);
}

const widths = new WeakMap<Page, Map<string, number>>();

/** The width of a text, points. */
function widthOf(page: Page, text: string, { size, weight }: Style): number {
  let known = widths.get(page);
  if (known === undefined) widths.set(page, (known = new Map()));
  let sum = 0;
  for (const character of text) {
    const key = `${weight}${character}`;
    let width = known.get(key);
    if (width === undefined) {
      width = 0;
      for (const { face, text: part } of page.faces[weight].runs(character)) {
        width += page.doc.font(face).fontSize(1_000).widthOfString(part) / 1_000;
      }
      known.set(key, width);
    }
    sum += width * size;
  }
  return sum;
}

/** One line at a place; `y` is the top of its line. */
function drawLine(page: Page, text: string, style: Style, x: number, y: number): void {
  const { doc, faces } = page;
  let at = x;
  doc.fillColor(style.color ?? INK);
  const top = y + (style.line - style.size) / 2 + style.size * 0.88;
  for (const { face, text: part } of faces[style.weight].runs(text)) {
    doc.font(face).fontSize(style.size).text(part, at, top, { lineBreak: false, baseline: "alphabetic" });
    at += widthOf(page, part, style);
  }
}

/** A paragraph over the page's width, over pages where need be. */
function drawText(page: Page, text: string, style: Style, align: Align = "left", indent = 0): void {
  const lines = linesIn(text, WIDTH, (part) => widthOf(page, part, style), indent);
  lines.forEach((line, i) => {
    keep(page, style.line);
    const free = WIDTH - widthOf(page, line, style);
    const x = align === "center" ? free / 2 : align === "right" ? free - 32 : i === 0 ? indent : 0;
    drawLine(page, line, style, PAGE.left + x, page.y);
    page.y += style.line;
  });
}

function drawHead(page: Page, { issuer, number, title }: Paper): void {
  if (issuer !== "") drawText(page, issuer, STYLE.head, "center");
  if (number !== "") drawText(page, number, STYLE.number, "center");
  if (issuer !== "") {
    page.doc
      .moveTo(PAGE.left, page.y + 6)
      .lineTo(PAGE.left + WIDTH, page.y + 6)
      .lineWidth(2)
      .strokeColor(RED)
      .stroke();
    page.y += 30;
  }
  drawText(page, title, STYLE.title, "center");
  page.y += 14;
}

function drawBlock(page: Page, block: Block): void {
  switch (block.kind) {
    case "heading":
      keep(page, STYLE.heading.line * 3);
      page.y += 6;
      return drawText(page, block.text, { ...STYLE.heading, weight: block.level === 1 ? 700 : 400 }, "left", 32);
    case "text":
      return drawText(page, block.text, STYLE.text, "left", 30);
    case "note":
      return drawText(page, block.text, STYLE.note);
    case "table":
      return drawTable(page, block);
  }
}

function drawTable(page: Page, { title, columns, rows, most }: Table): void {
  const all = columns.reduce((sum, { width }) => sum + width, 0);
  const spans = columns.map(({ width }) => (WIDTH * width) / all);
  const wrap = (text: string, i: number, style: Style) =>
    linesIn(text, (spans[i] as number) - 2 * PAD, (part) => widthOf(page, part, style));
  const head = columns.map((column, i) => wrap(column.title, i, STYLE.column));
  const heightOf = (row: readonly (readonly string[])[], style: Style) =>
    Math.max(...row.map((lines) => lines.length)) * style.line + 2 * PAD;
  const drawRow = (row: readonly (readonly string[])[], style: Style, align: (i: number) => Align): void => {
    const height = heightOf(row, style);
    let x = PAGE.left;
    row.forEach((lines, i) => {
      const span = spans[i] as number;
      page.doc.rect(x, page.y, span, height).lineWidth(0.5).strokeColor(INK).stroke();
      const top = page.y + (height - lines.length * style.line) / 2;
      lines.forEach((line, k) => {
        const free = span - 2 * PAD - widthOf(page, line, style);
        const shift = align(i) === "left" ? 0 : align(i) === "right" ? free : free / 2;
        drawLine(page, line, style, x + PAD + shift, top + k * style.line);
      });
      x += span;
    });
    page.y += height;
  };
  const drawColumns = () => drawRow(head, STYLE.column, () => "center");
  keep(page, STYLE.caption.line + heightOf(head, STYLE.column) + 3 * STYLE.cell.line);
  page.y += 6;
  drawText(page, title, STYLE.caption, "center");
  drawColumns();
  for (const row of rows.slice(0, most)) {
    const lines = row.map(({ text }, i) => wrap(text, i, STYLE.cell));
    if (page.y + heightOf(lines, STYLE.cell) > FLOOR) {
      nextPage(page);
      drawColumns();
    }
    drawRow(lines, STYLE.cell, (i) => columns[i]?.align ?? "left");
  }
  page.y += 10;
}

/** Page numbers and the foot, and across each page what the report is where it does not count. */
function finishPages(page: Page, { foot, mark }: Paper): void {
  const { doc } = page;
  const { start, count } = doc.bufferedPageRange();
  for (let i = start; i < start + count; i++) {
    doc.switchToPage(i);
    const middle = (text: string, style: Style, y: number) =>
      drawLine(page, text, style, (PAGE.width - widthOf(page, text, style)) / 2, y);
    middle(`— ${i + 1} —`, { size: 14, line: 20, weight: 400 }, FLOOR + 14);
    middle(foot, STYLE.foot, FLOOR + 36);
    if (mark === null) continue;
    const style: Style = { size: 120, line: 140, weight: 700, color: RED };
    doc.save();
    doc.rotate(-40, { origin: [PAGE.width / 2, PAGE.height / 2] }).fillOpacity(0.12);
    middle(mark, style, PAGE.height / 2 - style.line / 2);
    doc.restore();
    drawLine(page, mark, { size: 14, line: 20, weight: 700, color: RED }, PAGE.left, PAGE.top - 40);
  }
}
