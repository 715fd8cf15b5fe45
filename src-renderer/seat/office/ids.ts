/** Ids of records that people make. */
import type { FieldSpec } from "./fields.ts";

/** As the desk takes them. */
export const ID_FIELD: FieldSpec = {
  ...{ name: "id", kind: "line", label: "office.field.id", help: "office.help.id", most: 80, fixed: true },
  form: { like: /^[\w.:-]{1,80}$/, otherwise: "office.fault.id" },
};

/** An id for something new. Not `randomUUID`: pages served to another machine over plain http do not have it. */
export function freshId(kind: "contact" | "department"): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `${kind}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
