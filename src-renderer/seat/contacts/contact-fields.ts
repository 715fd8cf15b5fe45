/** The fields of a contact, as forms and tables have them, and the request that writes one. */
import type { ContactLine } from "../../../shared/seat.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { wordsIn, type Choice, type FieldSpec, type Values } from "../office/fields.ts";
import { ID_FIELD } from "../office/ids.ts";

/** @param departments their uids as values, their names as labels */
export function contactFields(departments: readonly Choice[]): readonly FieldSpec[] {
  return [
    {
      ...{ name: "department", kind: "choice", label: "contacts.field.department", help: "contacts.help.department" },
      required: true,
      choices: departments,
    },
    { ...line("name"), required: true },
    line("duty"),
    {
      ...{ ...line("phone"), most: 40 },
      form: { like: /^[\d+() -]*$/, otherwise: "contacts.fault.phone" },
    },
    { ...line("note"), kind: "words", most: 500 },
  ];
}

const line = (name: "name" | "duty" | "phone" | "note"): FieldSpec => ({
  ...{ name, kind: "line", label: `contacts.field.${name}`, help: `contacts.help.${name}`, most: 100 },
});

/** The same with the id first: a table says which contact each row is. */
export const contactColumns = (departments: readonly Choice[]): readonly FieldSpec[] => [
  ID_FIELD,
  ...contactFields(departments),
];

export function contactValues(contact: ContactLine | null, department: number): Values {
  return contact === null
    ? { ...(department === 0 ? {} : { department: String(department) }), name: "", duty: "", phone: "", note: "" }
    : {
        ...{ id: contact.id, department: String(contact.department), name: contact.name },
        ...{ duty: contact.duty, phone: contact.phone, note: contact.note },
      };
}

/** @param id of the contact, new or known */
export function putContact(platform: string, id: string, values: Values): DeskRequest {
  return {
    ...{ ask: "putContact", platform, id },
    contact: {
      department: Number(wordsIn(values, "department")),
      ...{ name: wordsIn(values, "name"), duty: wordsIn(values, "duty") },
      ...{ phone: wordsIn(values, "phone"), note: wordsIn(values, "note") },
    },
  };
}
