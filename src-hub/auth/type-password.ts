/** A password from a person at a terminal, which shows nothing of it, or from a program by its standard output. */
import { TroubleError } from "../../shared/trouble.ts";

/** Keys as a terminal sends them. */
const ENTER = new Set(["\r", "\n", "\u0004"]);
const RUB = new Set(["\u007f", "\b"]);
const STOP = "\u0003";
const MOST_SIGNS = 200;
/** Pieces that are read of what a program pipes in. */
const MOST_PARTS = 16;

/** Somebody pressed Ctrl-C. */
export class Interrupted extends Error {}

/** What a terminal is made of here; Node's own streams are. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { isTTY?: boolean; setRawMode?(raw: boolean): unknown };
  readonly output: { write(text: string): unknown };
}

/** A terminal is asked twice, with what stands before each; null when the two are not the same. */
export async function typedTwice(terminal: Terminal, first: string, again: string): Promise<string | null> {
  const one = await typed(terminal, first);
  return (await typed(terminal, again)) === one ? one : null;
}

/**
 * One line that is not shown. Throws trouble `badOption` where nobody sits at a terminal: a password that is expected to be typed
 * would be waited for without end.
 */
async function typed({ input, output }: Terminal, label: string): Promise<string> {
  if (input.isTTY !== true || input.setRawMode === undefined) {
    throw new TroubleError("badOption", { option: "--password-stdin", value: "", allowed: "--password-stdin" });
  }
  output.write(label);
  input.setRawMode(true);
  input.setEncoding("utf8");
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const signs: string[] = [];
  const hear = (text: string) => {
    for (const sign of text) {
      if (ENTER.has(sign)) return resolve(signs.join(""));
      if (sign === STOP) return reject(new Interrupted());
      if (RUB.has(sign)) signs.pop();
      else if (sign >= " " && signs.length < MOST_SIGNS) signs.push(sign);
    }
  };
  input.on("data", hear);
  input.resume();
  try {
    return await promise;
  } finally {
    input.off("data", hear);
    input.pause();
    input.setRawMode(false);
    output.write("\n");
  }
}

/** The first line of what a program pipes in. */
export async function piped(input: AsyncIterable<Buffer | string>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of input) {
    parts.push(Buffer.from(part));
    if (parts.length > MOST_PARTS) break;
  }
  const text = Buffer.concat(parts).toString("utf8");
  return text.replace(/^\uFEFF/, "").split(/\r?\n/)[0] ?? "";
}
