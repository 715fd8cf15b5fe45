/** Whom to call at departments. */
import type { ContactLine } from "../../../shared/seat.ts";
import type { Source } from "./source.ts";

const COLUMNS = "c.uid, c.id, c.department, c.name, c.duty, c.phone, c.note, c.confirmedAt, c.confirmedBy";

/**
 * The contacts of one department, or of all (0): department by department, within each in the order of their uids. A
 * contact whose department is gone is last, without a department's name.
 */
export function contactsAnswer(department: number, { handle }: Source): readonly ContactLine[] {
  return handle
    .prepare<[number, number], ContactLine>(
      `SELECT ${COLUMNS}, coalesce(d.name, '') AS departmentName, coalesce(d.nameEn, '') AS departmentNameEn
       FROM contacts c LEFT JOIN departments d ON d.uid = c.department
       WHERE ? = 0 OR c.department = ?
       ORDER BY d.uid IS NULL, d.uid, c.uid`,
    )
    .all(department, department);
}
