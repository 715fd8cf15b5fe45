/** A new case from a call, a camera or a point on the map. What is typed survives everything until it is sent. */
import { Button, Result } from "antd";
import { useContext, useEffect, useState } from "react";
import type { AroundValue } from "../../../shared/view.ts";
import { ClockContext, FreshnessContext } from "../../kit/panel.tsx";
import { bothTexts } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { freshId, useAct, useView } from "../../link/react.ts";
import { useSeatActs } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { PLAIN, useKeptDraft, type KeptDraft } from "../shell/kept-draft.ts";
import type { Route } from "../shell/route.ts";
import { DRAFTS, isEmpty, problemsOf, readDraft, requestOf, type ReportDraft } from "./draft.ts";
import { Drafts } from "./drafts.tsx";
import { NewCaseForm } from "./form.tsx";
import { PlaceMap } from "./place-map.tsx";
import { Similar, similarOf } from "./similar.tsx";
import "./newcase.css";

export function NewCasePage({ route }: { readonly route: Route }) {
  const words = useWords();
  const seat = useSeat();
  const [asked] = route.rest;
  const { go } = seat;
  useEffect(() => {
    // A draft has an id of its own in the address, so that a reload finds it.
    if (asked === undefined) go("new", freshId());
  }, [asked, go]);
  if (!seat.may("report") || !seat.mayCommand("report")) {
    return <Result status="403" icon={null} title={words.text("newcase.mayNot")} />;
  }
  return asked === undefined ? null : <NewCase key={asked} id={asked} />;
}

function NewCase({ id }: { readonly id: string }) {
  const kept = useKeptDraft(`${DRAFTS}${id}`, PLAIN);
  const draft = readDraft(kept.draft);
  const { lon, lat } = draft;
  if (lon === null || lat === null) return <Editor id={id} draft={draft} kept={kept} around={null} />;
  return <Located id={id} draft={draft} kept={kept} lon={lon} lat={lat} />;
}

interface EditorProps {
  readonly id: string;
  readonly draft: ReportDraft;
  readonly kept: KeptDraft<string | null>;
}

function Located({ lon, lat, ...props }: EditorProps & { readonly lon: number; readonly lat: number }) {
  const around = useView({ view: "around", lon, lat }).value;
  return <Editor {...props} around={around} />;
}

function Editor({ id, draft, kept, around }: EditorProps & { readonly around: AroundValue | null }) {
  const words = useWords();
  const seat = useSeat();
  const act = useAct();
  const { hubNow } = useContext(ClockContext);
  const cut = useContext(FreshnessContext).cause !== null;
  const classes = useView({ view: "classes" }).value ?? [];
  const grids = useView({ view: "grids" }).value ?? [];
  const notes = useView({ view: "kept", prefix: DRAFTS }).value ?? [];
  const [wanted, want] = useState(false);
  const problems = wanted ? problemsOf(draft, classes) : {};
  const found = classes.find(({ uid }) => uid === draft.classUid);
  const similar = around === null || found === undefined ? null : similarOf(around, found.name);

  const change = (part: Partial<ReportDraft>) => {
    const next = { ...draft, ...part };
    kept.change(isEmpty(next) ? null : JSON.stringify(next));
  };
  const send = () => {
    want(true);
    if (found === undefined || Object.keys(problemsOf(draft, classes)).length > 0) return;
    const what = `${words.name(found)} ${draft.address}`.trim();
    const request = requestOf(id, draft, found, seat.platform, around?.unitGrid ?? 0);
    const { answer } = seat.askWithUndo(request, words.text("newcase.sent", { what }));
    // The outbox has it from here on; what is taken back or refused can be taken up again from there.
    kept.change(null);
    void answer.then((it) => {
      // While the line stands the bar for taking it back says all there is to say.
      if (it.answer === "queued" && cut) seat.notify(words.text("newcase.queued"));
      if (it.answer === "refused")
        seat.notify(words.text("newcase.refused", { why: words.refusal(it.refused) }), "error");
      if (it.answer !== "trouble") return;
      // It could not even be kept there: the draft comes back.
      void act({ do: "keep", key: `${DRAFTS}${id}`, value: JSON.stringify(draft) });
      seat.notify(words.text("newcase.refused", { why: words.trouble(it.trouble) }), "error");
    });
    seat.go("new", freshId());
  };
  const same = (uid: number) => {
    kept.change(null);
    seat.notify(words.text("newcase.similar.took"), "success");
    seat.go("case", uid);
  };
  const key = (
    name: "send" | "new" | "same" | "leave",
    stroke: string,
    run: () => void,
    group: "case" | "go" = "case",
  ) => ({
    id: `newcase.${name}`,
    group,
    title: words.text(`newcase.act.${name}`),
    titles: bothTexts(`newcase.act.${name}`),
    key: stroke,
    run,
  });
  const [first] = similar ?? [];
  useSeatActs([
    key("send", "Control+Enter", send),
    key("new", "n", () => seat.go("new", freshId()), "go"),
    key("leave", "Escape", () => seat.go("queue"), "go"),
    ...(first === undefined ? [] : [key("same", "m", () => same(first.uid))]),
  ]);
  return (
    <div className="newcase-page">
      <header>
        <h1>{words.text("newcase.title")}</h1>
        <p>{words.text("newcase.lead")}</p>
      </header>
      <NewCaseForm
        draft={draft}
        problems={problems}
        classes={classes}
        platform={seat.platform}
        around={around}
        gridCode={grids.find(({ uid }) => uid === around?.unitGrid)?.code ?? ""}
        now={() => hubNow() ?? Date.now()}
        onChange={change}
        onSend={send}
      >
        <Similar cases={similar} onSame={(line) => same(line.uid)} />
      </NewCaseForm>
      <div className="newcase-beside">
        <PlaceMap
          point={draft.lon === null || draft.lat === null ? null : { lon: draft.lon, lat: draft.lat }}
          onPlace={(lon, lat) => change({ lon, lat })}
        />
        <Drafts
          notes={notes}
          current={id}
          now={hubNow() ?? 0}
          onOpen={(draftId) => seat.go("new", draftId)}
          onDrop={(note) => {
            void act({ do: "keep", key: note.key, value: null });
            seat.notify(
              <>
                {words.text("newcase.draft.dropped")}{" "}
                <Button
                  type="link"
                  size="small"
                  onClick={() => void act({ do: "keep", key: note.key, value: note.value })}
                >
                  {words.text("newcase.draft.undo")}
                </Button>
              </>,
            );
          }}
        />
      </div>
    </div>
  );
}
