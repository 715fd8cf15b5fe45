/** The sentences of the check of published figures, and what is wrong with a row of its table. */
import enFigures from "../../resources/locales/en/figures.json" with { type: "json" };
import zhFigures from "../../resources/locales/zh-CN/figures.json" with { type: "json" };
import type { SumFault } from "../../shared/evaluation/arithmetic.ts";
import type { FigureFault } from "../../shared/evaluation/published.ts";
import { makeText, type Language, type Text } from "../../shared/text.ts";
import type { Trouble } from "../../shared/trouble.ts";
import { COLUMNS, type TableFault } from "./read.ts";

export type FigureWords = Text<keyof typeof zhFigures>;

export function figureWords(language: Language): FigureWords {
  return makeText<keyof typeof zhFigures>(language === "en" ? enFigures : zhFigures, language);
}

/** The trouble `figureRow` for a row that could not be checked. */
export function rowTrouble(fault: FigureFault | TableFault, file: string, text: FigureWords): Trouble {
  const { row, field, value } = fault;
  return {
    code: "figureRow",
    params: {
      file,
      row,
      field: text(`figures.field.${field}`),
      value: value === "" ? text("figures.emptyCell") : value,
      expected: expectedOf(fault, text),
    },
  };
}

function expectedOf(fault: FigureFault | TableFault, text: FigureWords): string {
  if ("sum" in fault && fault.sum !== null) return sumExpected(fault.sum, text);
  const { field, problem } = fault;
  switch (problem) {
    case "missing":
      return text(field === "stated" ? "figures.expected.figure" : "figures.expected.count");
    case "negative":
      return text(field === "denominator" ? "figures.expected.notBelowZero" : "figures.expected.countOrChange");
    case "notStated":
      return text("figures.expected.figure");
    case "noColumn":
      return text("figures.expected.columns", { names: namesOf(field) });
    case "twice":
      return text("figures.expected.once", { names: namesOf(field) });
    case "tooWide":
      return text("figures.expected.width");
    case "notText":
      return text(field === "stated" ? "figures.expected.quoted" : "figures.expected.text");
    case "notRecord":
      return text("figures.expected.record");
    case "notSum":
      throw new Error("a sum that breaks off nowhere");
  }
}

function sumExpected({ wanted, position, found }: SumFault, text: FigureWords): string {
  const place = found === "" ? text("figures.atEnd") : text("figures.at", { position, found });
  return text(`figures.sum.${wanted}`, { place });
}

function namesOf(field: TableFault["field"]): string {
  return field === "line" ? "" : COLUMNS[field].join(" / ");
}
