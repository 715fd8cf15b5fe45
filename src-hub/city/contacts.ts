/**
 * Whom to call at the departments of the demonstration city: a duty room, a liaison and mostly somebody in charge. Numbers are
 * short ones of the city hall's own exchange, so that they ring nowhere. Pure in the seed.
 */
import names from "../../resources/city/names.json" with { type: "json" };
import type { Draft } from "../store/store.ts";
import { DEPARTMENTS } from "./people.ts";
import { between, pick, randomOf, type Random } from "./random.ts";

const DAY = 86_400_000;
/** Somebody called a number last at some time in so many days; one in so many has never been called. */
const CONFIRMED_WITHIN_DAYS = 360;
const NEVER_ONE_IN = 9;

type Contact = Omit<Draft<"contacts">, "platform" | "department"> & { readonly departmentId: string };

/** @param at hub time, epoch ms: nobody has confirmed anything later */
export function contactsOfDepartments(seed: number, at: number): Contact[] {
  return DEPARTMENTS.flatMap(({ id }, i) => {
    const random = randomOf(seed, "contacts", id);
    const posts = ["值班室", "联络员", ...(random() < 0.6 ? ["分管负责人"] : [])];
    return posts.map((duty, n): Contact => {
      const number = 668_100 + i * 10 + n;
      return {
        departmentId: id,
        id: `${id}-${n + 1}`,
        name: n === 0 ? "值班室" : personOf(random),
        duty: n === 0 ? "24 小时值守" : duty,
        phone: String(number),
        note: n === 1 ? "工作日 8:30—17:30，夜间请打值班室" : "",
        ...confirmation(random, at),
      };
    });
  });
}

function confirmation(random: Random, at: number): Pick<Contact, "confirmedAt" | "confirmedBy"> {
  const [never, days, by] = [random() * NEVER_ONE_IN < 1, between(random, 1, CONFIRMED_WITHIN_DAYS), personOf(random)];
  if (never) return { confirmedAt: null, confirmedBy: "" };
  return { confirmedAt: Math.floor(at - days * DAY), confirmedBy: by };
}

function personOf(random: Random): string {
  const [surname] = pick(random, names.surnames) as [string, string];
  const [given] = pick(random, names.givenNames) as [string, string];
  return surname + given;
}
