/** An id for something new. Not `randomUUID`: pages served to another machine over plain http do not have it. */
export function freshId(kind: "camera" | "group" | "gateway"): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `${kind}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
