/** Who else is at a case, who has claimed it, and taking it over. */
import { Alert, Button, Input, Tag } from "antd";
import { useState } from "react";
import { timeText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useOthersAt, type Claiming } from "./use-claim.ts";

/** Those who look at the case now, and who holds it until when; nothing when nobody does. */
export function Others({ uid }: { readonly uid: number }) {
  const words = useWords();
  const { others, claim } = useOthersAt(uid);
  if (others.length === 0 && claim === null) return null;
  const until = claim === null ? "" : timeText(claim.until, words.timeZone);
  return (
    <ul className="casework-others" aria-label={words.text("casework.others")}>
      {claim !== null && (
        <li data-claim={claim.own ? "own" : "other"}>
          <Tag color={claim.own ? "blue" : "gold"}>
            {claim.own
              ? words.text("casework.claim.own", { until })
              : words.text("casework.claim.other", { name: claim.name, until })}
          </Tag>
        </li>
      )}
      {others.map(({ person, name, machine, role }) => (
        <li key={`${person} ${machine}`} data-looker={person}>
          <Tag>{words.text("casework.looks", { name, role: words.text(`role.${role}`) })}</Tag>
        </li>
      ))}
    </ul>
  );
}

/** Somebody else has claimed it: who, and taking it over with a reason. What was typed stays. */
export function ClaimedBy({ claiming }: { readonly claiming: Claiming }) {
  const words = useWords();
  const [why, setWhy] = useState("");
  const { heldBy } = claiming;
  if (heldBy === null) return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={words.text("casework.held", { name: heldBy || words.text("casework.somebody") })}
      description={
        <span className="casework-steal">
          <Input
            aria-label={words.text("casework.steal.why")}
            placeholder={words.text("casework.steal.why")}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
          <Button disabled={why.trim() === ""} onClick={() => claiming.steal(why.trim())}>
            {words.text("casework.steal")}
          </Button>
        </span>
      }
    />
  );
}
