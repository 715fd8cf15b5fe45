/** Claiming the marked case from the list: taking it, letting go of it, and taking it over from somebody with a reason. */
import { Input, Modal } from "antd";
import { useState } from "react";
import type { ClaimLine } from "../../../shared/seat.ts";
import { useWords } from "../../kit/words.ts";
import { CLAIM_SECONDS } from "../casework/claim-keeper.ts";
import { useSeat } from "../shell/desk.ts";

/** A case that somebody else holds. */
interface Held {
  readonly uid: number;
  readonly by: string;
}

export interface Claiming {
  /** Takes a case, or lets go of it where it is one's own. */
  readonly claim: (uid: number, now: ClaimLine | undefined) => void;
  readonly held: Held | null;
  readonly steal: (reason: string) => void;
  readonly leave: () => void;
}

export function useClaiming(): Claiming {
  const words = useWords();
  const { ask, notify } = useSeat();
  const [held, setHeld] = useState<Held | null>(null);
  const give = async (uid: number, seconds: number, reason?: string) => {
    const request = { ask: "claim", uid, seconds, ...(reason === undefined ? {} : { reason }) } as const;
    const answer = await ask(request).answer;
    if (answer.answer === "done") {
      notify(words.text(seconds === 0 ? "queue.claim.let" : "queue.claim.taken", { seconds }), "success");
    } else if (answer.answer === "refused" && answer.refused === "caseHeld") setHeld({ uid, by: answer.by ?? "" });
    else if (answer.answer === "refused") notify(words.refusal(answer.refused), "error");
    else if (answer.answer === "trouble") notify(words.trouble(answer.trouble), "warning");
  };
  return {
    held,
    claim(uid, now) {
      if (now !== undefined && !now.own) setHeld({ uid, by: now.name });
      else void give(uid, now === undefined ? CLAIM_SECONDS : 0);
    },
    steal(reason) {
      if (held === null) return;
      setHeld(null);
      void give(held.uid, CLAIM_SECONDS, reason);
    },
    leave: () => setHeld(null),
  };
}

/** Taking over: why is written down and shown to whom it is taken from. */
export function StealDialog({ claiming }: { readonly claiming: Claiming }) {
  const words = useWords();
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  const { held, steal, leave } = claiming;
  if (held === null) return null;
  const missing = why.trim() === "";
  const give = () => {
    setTried(true);
    if (missing) return;
    steal(why.trim());
    setWhy("");
    setTried(false);
  };
  return (
    <Modal
      open
      title={words.text("queue.steal.title", { name: held.by })}
      okText={words.text("queue.steal.take")}
      cancelText={words.text("queue.cancel")}
      onOk={give}
      onCancel={leave}
    >
      <p>{words.text("queue.steal.about", { name: held.by })}</p>
      <label className="queue-field">
        {words.text("queue.steal.why")}
        <Input.TextArea
          autoFocus
          maxLength={500}
          rows={3}
          value={why}
          status={tried && missing ? "error" : ""}
          aria-invalid={tried && missing}
          aria-describedby="queue-steal-wrong"
          onChange={(event) => setWhy(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !event.ctrlKey) return;
            event.stopPropagation();
            give();
          }}
        />
      </label>
      <p id="queue-steal-wrong" className="queue-wrong" role="alert">
        {tried && missing ? words.text("queue.steal.whyMissing") : ""}
      </p>
    </Modal>
  );
}
