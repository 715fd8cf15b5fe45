/** The fields of a person's account, and what the office is asked with them. */
import { ROLES } from "../../../shared/roles.ts";
import type { OfficeRequest, PersonLine } from "../../../shared/wire/office.ts";
import type { Words } from "../../kit/text.ts";
import { listIn, wordsIn, type Choice, type FieldSpec, type Values } from "./fields.ts";

/** What of the city there is to choose from: departments by their ids, areas by their codes. */
export interface PartChoices {
  readonly departments: readonly Choice[];
  readonly districts: readonly Choice[];
}

/** Fields that limit what somebody sees; nothing chosen is all of it. */
export function partFields({ departments, districts }: PartChoices): readonly FieldSpec[] {
  return [
    {
      ...{ name: "districts", kind: "choices", label: "office.field.districts", help: "office.help.districts" },
      choices: districts,
    },
    {
      ...{ name: "departments", kind: "choices", label: "office.field.departments", help: "office.help.departments" },
      choices: departments,
    },
    { name: "restricted", kind: "switch", label: "office.field.restricted", help: "office.help.restricted" },
  ];
}

/** @param fresh whether it is a new account: then it needs a password */
export function personFields(choices: PartChoices, words: Words, fresh: boolean): readonly FieldSpec[] {
  return [
    {
      ...{ name: "login", kind: "line", label: "office.field.login", help: "office.help.login" },
      ...{ required: true, fixed: true, most: 40 },
      form: { like: /^[\p{L}\p{N}._-]{2,40}$/u, otherwise: "office.fault.login" },
    },
    {
      ...{ name: "name", kind: "line", label: "office.field.personName", help: "office.help.personName" },
      ...{ required: true, most: 100 },
    },
    {
      ...{ name: "role", kind: "choice", label: "office.field.role", help: "office.help.role", required: true },
      choices: ROLES.filter((role) => role !== "wall").map((role) => ({
        value: role,
        label: words.text(`sync.role.${role}`),
      })),
    },
    {
      ...{ name: "password", kind: "secret", label: "office.field.password" },
      help: fresh ? "office.help.newPassword" : "office.help.password",
      ...{ required: fresh, least: 8, most: 200 },
    },
    ...partFields(choices),
    { name: "personal", kind: "switch", label: "office.field.personal", help: "office.help.personal" },
    { name: "active", kind: "switch", label: "office.field.active", help: "office.help.active" },
  ];
}

export function personValues(person: PersonLine | null): Values {
  return {
    login: person?.login ?? "",
    name: person?.name ?? "",
    role: person?.role ?? "dispatcher",
    password: "",
    districts: person?.districts ?? [],
    departments: person?.departments ?? [],
    restricted: person?.restricted ?? false,
    personal: person?.personal ?? true,
    active: person?.active ?? true,
  };
}

/** @param person the account as it is, null for a new one: platforms are not among the fields and stay */
export function putPerson(values: Values, person: PersonLine | null): OfficeRequest {
  const role = ROLES.find((each) => each === values["role"]) ?? "dispatcher";
  const password = wordsIn(values, "password");
  return {
    office: "putPerson",
    login: wordsIn(values, "login"),
    password: password === "" ? null : password,
    person: {
      ...{ name: wordsIn(values, "name"), role, platforms: listOf(person?.platforms ?? null) },
      ...{ districts: listOf(listIn(values, "districts")), departments: listOf(listIn(values, "departments")) },
      ...{ personal: values["personal"] === true, restricted: values["restricted"] === true },
      active: values["active"] !== false,
    },
  };
}

const listOf = (list: readonly string[] | null): string[] | null => (list === null ? null : [...list]);

/** Whether this is the only account that may still administer. */
export function isLastAdmin(person: PersonLine, people: readonly PersonLine[]): boolean {
  const admins = people.filter(({ role, active }) => role === "admin" && active);
  return admins.length === 1 && admins[0]?.uid === person.uid;
}
