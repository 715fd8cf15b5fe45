/** A handover as a document in words: the same for the draft, for one that was written, and on paper. */
import type { HandoverBody, HandoverCase } from "../../../shared/seat.ts";
import { momentText } from "../../kit/time.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";

export interface DocumentProps {
  readonly body: HandoverBody;
  /** Hub time, epoch ms: moments are told against it. */
  readonly now: number;
  readonly onOpen: (uid: number) => void;
}

export function HandoverDocument({ body, now, onOpen }: DocumentProps) {
  const words = useWords();
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  return (
    <article className="handover-document">
      <p className="seat-note">
        {words.text("handover.shift", { from: moment(body.fromAt), to: moment(body.toAt) })} ·{" "}
        {words.text("handover.role", { role: words.text(`role.${body.role}`) })}
      </p>
      <h3>{words.text("handover.done")}</h3>
      <p>{words.text("handover.done.text", { ...body.done })}</p>
      <h3>{words.text("handover.open")}</h3>
      <p>{words.text("handover.open.text", { ...body.open })}</p>
      <Cases title="handover.dueSoon" cases={body.dueSoon} now={body.toAt} moment={moment} onOpen={onOpen} />
      <Cases title="handover.parked" cases={body.parked} now={body.toAt} moment={moment} onOpen={onOpen} />
      <h3>{words.text("handover.alarms")}</h3>
      {body.alarms.length === 0 ? (
        <p>{words.text("handover.alarms.none")}</p>
      ) : (
        <ul>
          {body.alarms.map((alarm) => (
            <li key={alarm.key}>
              {words.name({ name: alarm.title, nameEn: alarm.titleEn })} · {moment(alarm.since)}
            </li>
          ))}
        </ul>
      )}
      <h3>{words.text("handover.cameras")}</h3>
      {body.cameras.length === 0 ? (
        <p>{words.text("handover.cameras.none")}</p>
      ) : (
        <ul>
          {body.cameras.map((camera) => (
            <li key={camera.camera}>
              {words.name(camera)} · {words.text("handover.since.camera", { at: moment(camera.since) })}
            </li>
          ))}
        </ul>
      )}
      <h3>{words.text("handover.unsent")}</h3>
      <p>
        {body.unsent + body.conflicts === 0
          ? words.text("handover.unsent.none")
          : words.text("handover.unsent.text", { unsent: body.unsent, conflicts: body.conflicts })}
      </p>
    </article>
  );
}

interface CasesProps {
  readonly title: "handover.dueSoon" | "handover.parked";
  readonly cases: readonly HandoverCase[];
  readonly now: number;
  readonly moment: (at: number) => string;
  readonly onOpen: (uid: number) => void;
}

function Cases({ title, cases, now, moment, onOpen }: CasesProps) {
  const words = useWords();
  return (
    <>
      <h3>
        {words.text(title)} {cases.length > 0 && <small>{cases.length}</small>}
      </h3>
      {cases.length === 0 ? (
        <p>{words.text(`${title}.none`)}</p>
      ) : (
        <ul>
          {cases.map((each) => (
            <li key={each.uid}>
              <button type="button" onClick={() => onOpen(each.uid)}>
                {each.caseNo} {words.name({ name: each.className, nameEn: each.classNameEn })} {each.address}
              </button>
              {each.burnsAt !== null && <span className="seat-note"> {burnText(each, now, moment, words)}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** "处置 15:20到时限". */
function burnText({ burn, burnsAt }: HandoverCase, now: number, moment: (at: number) => string, words: Words): string {
  const at = moment(burnsAt as number);
  const clock = burn === null ? "" : words.text(`handover.burn.${burn}`);
  return `${clock} ${words.text((burnsAt as number) < now ? "handover.late" : "handover.at", { at })}`.trim();
}
