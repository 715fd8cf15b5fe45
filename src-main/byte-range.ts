export type ByteRange = { readonly start: number; readonly end: number } | "whole" | "unsatisfiable";

/**
 * Reads a Range header (RFC 9110 §14.2) against a body of `size` bytes; both ends are inclusive.
 * Several ranges at once, other units and malformed headers are ignored, as the RFC allows: the whole body is the answer.
 */
export function readRange(header: string | null, size: number): ByteRange {
  const match = header === null ? null : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  const [, first = "", last = ""] = match ?? [];
  if (match === null || (first === "" && last === "")) return "whole";
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return "whole";
  if (start >= size) return "unsatisfiable";
  return { start, end: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}
