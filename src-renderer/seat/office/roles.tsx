/** 角色: what each role may ask and command, as the hub decides by it; read only. */
import { mayAsk, mayCommand, mayDirect, QUEUE_OF } from "../../../shared/rights.ts";
import { ROLES, type Role } from "../../../shared/roles.ts";
import { useWords } from "../../kit/words.ts";
import { COMMANDS, type CaseCommandKind } from "../casework/commands.ts";
import { ASK_GROUPS, DIRECT_ACTS } from "./ask-groups.ts";
import "./roles.css";

const COMMAND_KINDS = Object.keys(COMMANDS) as readonly CaseCommandKind[];

export function Roles() {
  const words = useWords();
  const queue = (role: Role) =>
    QUEUE_OF[role]?.map((state) => words.text(`state.${state}`)).join(words.language === "en" ? ", " : "、") ?? "—";
  return (
    <div className="roles">
      <p className="office-note">{words.text("office.roles.note")}</p>
      <dl className="roles-about">
        {ROLES.map((role) => (
          <div key={role}>
            <dt>{words.text(`sync.role.${role}`)}</dt>
            <dd>{words.text(`office.roles.about.${role}`)}</dd>
          </div>
        ))}
      </dl>
      <div className="roles-room" tabIndex={0} role="region" aria-label={words.text("office.roles.table")}>
        <table className="roles-table">
          <thead>
            <tr>
              <th scope="col">{words.text("office.roles.act")}</th>
              {ROLES.map((role) => (
                <th key={role} scope="col">
                  {words.text(`sync.role.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{words.text("office.roles.queue")}</th>
              {ROLES.map((role) => (
                <td key={role} className="roles-queue">
                  {queue(role)}
                </td>
              ))}
            </tr>
          </tbody>
          {ASK_GROUPS.map(({ group, asks }) => (
            <tbody key={group}>
              <GroupRow title={words.text(`office.roles.group.${group}`)} />
              {asks.map((ask) => (
                <RightRow
                  key={ask}
                  name={ask}
                  title={words.text(`office.act.${ask}`)}
                  may={(role) => mayAsk(role, ask)}
                />
              ))}
            </tbody>
          ))}
          <tbody>
            <GroupRow title={words.text("office.roles.group.walls")} />
            {DIRECT_ACTS.map((act) => (
              <RightRow
                key={act}
                name={`direct.${act}`}
                title={words.text(`office.direct.${act}`)}
                may={(role) => mayDirect(role, act)}
              />
            ))}
          </tbody>
          <tbody>
            <GroupRow title={words.text("office.roles.group.commands")} />
            {COMMAND_KINDS.map((command) => (
              <RightRow
                key={command}
                name={command}
                title={words.text(`command.${command}`)}
                may={(role) => mayCommand(role, command)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function GroupRow({ title }: { readonly title: string }) {
  return (
    <tr>
      <th scope="rowgroup" colSpan={ROLES.length + 1} className="roles-group">
        {title}
      </th>
    </tr>
  );
}

interface RightRowProps {
  readonly name: string;
  readonly title: string;
  readonly may: (role: Role) => boolean;
}

function RightRow({ name, title, may }: RightRowProps) {
  const words = useWords();
  return (
    <tr data-right={name}>
      <th scope="row">{title}</th>
      {ROLES.map((role) => (
        <td key={role} data-may={may(role) ? role : undefined}>
          <span aria-hidden="true">{may(role) ? "●" : "·"}</span>
          <span className="only-read">{words.text(may(role) ? "office.roles.may" : "office.roles.mayNot")}</span>
        </td>
      ))}
    </tr>
  );
}
