/** 登录会话: who is logged in, where, and ending a session at once. */
import { useContext } from "react";
import type { SessionLine } from "../../../shared/wire/office.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useOffice, useOfficeList } from "./ask-office.ts";
import { Listing } from "./listing.tsx";

export function Sessions() {
  const words = useWords();
  const ask = useOffice();
  const list = useOfficeList("sessions");
  const { hubNow } = useContext(ClockContext);
  const now = hubNow() ?? 0;
  return (
    <Listing<SessionLine>
      name="sessions"
      label={words.text("office.part.sessions")}
      rows={list.value?.sessions ?? null}
      problem={list.problem}
      empty={words.text("office.sessions.empty")}
      columns={[
        {
          name: "name",
          title: words.text("office.field.personName"),
          text: ({ name, own }) => (own ? words.text("office.sessions.own", { name }) : name),
          order: ({ name }) => name,
        },
        { name: "login", title: words.text("office.field.login"), text: ({ login }) => login },
        {
          name: "machine",
          title: words.text("office.field.machine"),
          text: ({ machine }) => machine,
          order: ({ machine }) => machine,
        },
        {
          name: "startedAt",
          title: words.text("office.field.startedAt"),
          text: ({ startedAt }) => momentText(startedAt, now, words.timeZone, words.language),
          order: ({ startedAt }) => startedAt,
        },
        {
          name: "seenAt",
          title: words.text("office.field.seenAt"),
          text: ({ seenAt }) => momentText(seenAt, now, words.timeZone, words.language),
          order: ({ seenAt }) => seenAt,
        },
      ]}
      keyOf={({ session }) => String(session)}
      onRemove={async ({ session }) => {
        const { problem } = await ask({ office: "endSession", session });
        list.refresh();
        return problem;
      }}
      sure={({ name, machine }) => words.text("office.sessions.sure", { name, machine })}
      cannot={({ own }) => (own ? words.text("office.sessions.ownCannot") : null)}
      file={{ name: words.text("office.part.sessions") }}
    />
  );
}
