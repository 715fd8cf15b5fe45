/** 部门与分组: who handles cases, and with whom each is compared. */
import { useState } from "react";
import type { RecordOf } from "../../../shared/tables.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";
import { DEPARTMENT_FIELDS, departmentFaults, departmentValues, groupsOf, putDepartment } from "./department-fields.ts";
import { wordsIn, type Values } from "./fields.ts";
import { freshId } from "./ids.ts";
import { ImportDrawer } from "./import-drawer.tsx";
import { Listing, type ShownColumn } from "./listing.tsx";
import { headingsOf } from "./plan.ts";
import { RecordForm } from "./record-form.tsx";
import { useSendRow, useTold } from "./told.ts";

type Department = RecordOf<"departments">;

export function Departments() {
  const words = useWords();
  const desk = useSeat();
  const tell = useTold();
  const sendRow = useSendRow();
  const view = useView({ view: "departments" });
  const personal = useView({ view: "rights" }).value?.personal ?? false;
  const [group, choose] = useState<string | null>(null);
  const [opened, open] = useState<{ department: Department | null } | null>(null);
  const [importing, bring] = useState(false);
  const departments = view.value;
  const rows =
    departments === null || group === null ? departments : departments.filter((each) => each.groupCode === group);
  // What is hidden from this session would be written away by saving it.
  const masked = personal ? null : words.text("contacts.cannot.masked");
  const groupName = (code: string) =>
    code === "" ? words.text("office.noGroup") : words.text("office.group", { group: code });
  const column = (name: "id" | "name" | "nameEn" | "shortName" | "contact"): ShownColumn<Department> => ({
    name,
    title: words.text(`office.field.${name}`),
    text: (department) => department[name],
    order: (department) => department[name],
  });
  const write = (id: string, values: Values) => putDepartment(desk.platform, id, values);
  return (
    <>
      <Listing<Department>
        name="departments"
        label={words.text("office.part.departments")}
        rows={rows}
        problem={masked ?? (view.trouble === null ? null : words.trouble(view.trouble))}
        empty={words.text("office.departments.empty")}
        columns={[
          column("name"),
          column("shortName"),
          column("nameEn"),
          {
            name: "groupCode",
            title: words.text("office.field.groupCode"),
            text: ({ groupCode }) => groupCode || "—",
            order: ({ groupCode }) => groupCode,
          },
          column("contact"),
          column("id"),
        ]}
        keyOf={({ uid }) => String(uid)}
        onAdd={masked === null ? () => open({ department: null }) : undefined}
        onImport={masked === null ? () => bring(true) : undefined}
        onOpen={masked === null ? (department) => open({ department }) : undefined}
        onRemove={async ({ uid }) => tell(await desk.ask({ ask: "removeDepartment", uid }).answer)}
        sure={(department) => words.text("office.departments.sure", { name: words.name(department) })}
        file={{
          name: words.text("office.part.departments"),
          table: (shown) => [
            DEPARTMENT_FIELDS.map(({ label }) => words.text(label)),
            ...shown.map((department) => {
              const values = departmentValues(department);
              return DEPARTMENT_FIELDS.map(({ name }) => wordsIn(values, name));
            }),
          ],
        }}
        acts={(department) => [
          {
            id: "office.history",
            title: "office.act.history",
            key: "h",
            cannot: department === null ? words.text("office.list.noRow") : null,
            run: () => department !== null && desk.go("office", "record", "departments", department.uid),
          },
          {
            id: "office.contacts",
            title: "office.act.contacts",
            key: "c",
            cannot: department === null ? words.text("office.list.noRow") : null,
            run: () => department !== null && desk.go("contacts", department.uid),
          },
        ]}
        tools={
          <span className="list-chips" role="group" aria-label={words.text("office.groups")}>
            <button type="button" aria-pressed={group === null} onClick={() => choose(null)}>
              {words.text("office.allGroups", { count: departments?.length ?? 0 })}
            </button>
            {groupsOf(departments ?? []).map(([code, count]) => (
              <button key={code} type="button" aria-pressed={group === code} onClick={() => choose(code)}>
                {groupName(code)} <b>{count}</b>
              </button>
            ))}
          </span>
        }
      />
      {opened !== null && (
        <RecordForm
          form="department"
          id={opened.department?.id ?? ""}
          title={words.text(opened.department === null ? "office.departments.new" : "office.departments.edit")}
          specs={DEPARTMENT_FIELDS}
          values={departmentValues(opened.department)}
          onSave={async (values) => {
            const id = opened.department?.id ?? (wordsIn(values, "id") || freshId("department"));
            if (opened.department === null && departments?.some((each) => each.id === id)) {
              return words.text("office.fault.idTaken", { id });
            }
            return tell(await desk.ask(write(id, values)).answer);
          }}
          onDone={() => open(null)}
        />
      )}
      {importing && (
        <ImportDrawer
          title={words.text("office.departments.import")}
          plan={{
            columns: DEPARTMENT_FIELDS.map((spec) => ({ spec, headings: headingsOf(spec, words) })),
            key: "id",
            check: (values) => departmentFaults(values, departments ?? []),
          }}
          send={(values) => {
            const id = wordsIn(values, "id") || freshId("department");
            // Columns that the table does not have stay as they are.
            const known = departments?.find((each) => each.id === id) ?? null;
            return sendRow(write(id, { ...departmentValues(known), ...values }));
          }}
          onDone={() => bring(false)}
        />
      )}
    </>
  );
}
