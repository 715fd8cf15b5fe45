/** 摄像机: the register of cameras, as it is on the wall. */
import { useMemo } from "react";
import { RegisterBody } from "../../board/cameras/register.tsx";
import { DeskContext, type Desk } from "../../board/desk.ts";
import { useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";

const nothing = () => undefined;

export function Cameras() {
  const { notify, go } = useSeat();
  const departments = useView({ view: "departments" }).value;
  const desk = useMemo<Desk>(
    () => ({
      ...{ period: "auto", source: "", noCases: false, only: {}, onlyNames: [], undo: null, clear: null },
      departments: new Map((departments ?? []).map((each) => [each.uid, each])),
      notify: (sentence) => notify(sentence),
      openCase: ({ uid }) => go("case", uid),
      // There are neither a map nor lists of figures beside the register.
      ...{ open: nothing, openStanding: nothing, openThing: nothing, goTo: nothing, setOnly: nothing },
      setPeriod: nothing,
    }),
    [departments, notify, go],
  );
  return (
    <DeskContext value={desk}>
      <div className="register register-within">
        <RegisterBody camera={null} />
      </div>
    </DeskContext>
  );
}
