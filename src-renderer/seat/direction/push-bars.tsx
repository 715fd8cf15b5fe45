/** What was just pushed from this window, with a key to take it back. */
import { Button } from "antd";
import { useContext } from "react";
import { ClockContext } from "../../kit/panel.tsx";
import { useBeat } from "../../kit/tick.ts";
import { bothTexts } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useSeatActs } from "../shell/acts.ts";
import { usePushing, type PushBar } from "./push.ts";

export function PushBars() {
  const pushing = usePushing();
  return pushing?.bars.map((bar) => <Bar key={bar.id} bar={bar} takeBack={() => pushing.takeBack(bar.id)} />);
}

function Bar({ bar, takeBack }: { readonly bar: PushBar; readonly takeBack: () => void }) {
  const words = useWords();
  const { clock } = useContext(ClockContext);
  const left = useBeat(() => Math.max(0, Math.ceil((bar.until - clock()) / 1_000)));
  const mayBack = bar.state === "done" && left > 0;
  if (left === 0 && bar.state !== "taking") return null;
  return (
    <div className="undo-bar" data-push-bar={bar.state} data-push-id={bar.id}>
      {mayBack && <TakeBackKey run={takeBack} />}
      <p>
        <b>{words.text("hall.push.bar", { name: bar.name, wall: bar.wall })}</b>
        <span>{bar.state === "done" ? bar.said : words.text(`hall.push.${bar.state}`)}</span>
      </p>
      {mayBack && (
        <Button size="small" onClick={takeBack}>
          {words.text("hall.push.back")} <kbd>U</kbd>
        </Button>
      )}
    </div>
  );
}

/** The key of undo takes back the newest push first, for as long as its bar is there. */
function TakeBackKey({ run }: { readonly run: () => void }) {
  const words = useWords();
  useSeatActs([
    {
      ...{ id: "window.undo", group: "window", key: "u", run },
      title: words.text("hall.push.back"),
      titles: bothTexts("hall.push.back"),
    },
  ]);
  return null;
}
