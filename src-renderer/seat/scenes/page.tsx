/** 场景编辑: every scene of the hub, and one of them on its grid. `#/scenes`, `#/scenes/NAME`. */
import { Alert } from "antd";
import { mayRule } from "../../../shared/rights.ts";
import { useWords } from "../../kit/words.ts";
import { useLine } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";
import type { Route } from "../shell/route.ts";
import { SceneEditor } from "./editor.tsx";
import { SceneTable } from "./scene-table.tsx";
import "../office/office.css";
import "../office/rules.css";
import "./scenes.css";

export function ScenesPage({ route }: { readonly route: Route }) {
  const words = useWords();
  const { role } = useSeat();
  const live = useLine().report?.state === "live";
  const [name] = route.rest;
  return (
    <div className="board-page scenes" data-page="scenes">
      <header className="board-head">
        <h1>{words.text("scenes.title")}</h1>
        <p>{words.text("scenes.about")}</p>
      </header>
      {!mayRule(role, "scenes") && <Alert type="info" showIcon title={words.refusal("notAllowed")} />}
      {!live && <Alert type="warning" showIcon title={words.text("office.waits")} />}
      {name === undefined ? <SceneTable /> : <SceneEditor key={name} name={name} />}
    </div>
  );
}
