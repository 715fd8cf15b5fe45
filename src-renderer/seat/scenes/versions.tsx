/** The versions of a scene: who changed it when, what changed line by line, and bringing one back as the next. */
import { Alert, Button } from "antd";
import { useContext, useEffect, useState } from "react";
import type { AuditLine } from "../../../shared/wire/office.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useOffice } from "../office/ask-office.ts";
import { diffLines } from "../office/line-diff.ts";
import { actText } from "../office/record-words.ts";
import { TextDiff } from "../office/text-diff.tsx";
import { pretty, versionsOf } from "./version-lines.ts";

/** Versions that are looked at. */
const MOST = 50;

export interface VersionsProps {
  /** Of the scene in the table of rules, 0 for one that is not there yet. */
  readonly uid: number;
  /** Of the version in force: another one is a reason to ask anew. */
  readonly hash: string;
  /** As it stands on the grid. */
  readonly now: string;
  readonly onBring: (body: string) => void;
}

export function Versions({ uid, hash, now, onBring }: VersionsProps) {
  const words = useWords();
  const ask = useOffice();
  const { hubNow } = useContext(ClockContext);
  const [lines, setLines] = useState<readonly AuditLine[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [opened, open] = useState(0);
  useEffect(() => {
    if (uid === 0) return;
    let over = false;
    const narrow = { text: "", act: "", subject: "rules", uid, from: null, to: null, before: null, limit: MOST };
    void ask({ office: "audit", ...narrow }).then(({ answer, problem: why }) => {
      if (over) return;
      setProblem(why);
      if (answer?.did === "audit") setLines(answer.lines);
    });
    return () => {
      over = true;
    };
  }, [ask, uid, hash]);
  const versions = versionsOf(lines);
  return (
    <section aria-label={words.text("scenes.versions")} data-versions>
      <h3>{words.text("scenes.versions")}</h3>
      {problem !== null && <Alert type="warning" showIcon title={problem} />}
      {problem === null && versions.length === 0 && <p className="seat-note">{words.text("scenes.versions.none")}</p>}
      <ol className="scene-versions">
        {versions.map((version) => (
          <li key={version.audit} data-version={version.audit}>
            <button
              type="button"
              aria-expanded={opened === version.audit}
              onClick={() => open(opened === version.audit ? 0 : version.audit)}
            >
              {version.version !== "" && <strong>{version.version}</strong>}{" "}
              {momentText(version.at, hubNow() ?? version.at, words.timeZone, words.language)} · {version.name || "—"} ·{" "}
              {version.act === ""
                ? words.text("scenes.versions.first")
                : actText({ act: version.act, text: "" }, words)}
            </button>
            {opened === version.audit && (
              <>
                <TextDiff lines={diffLines(pretty(now), pretty(version.body))} />
                <Button onClick={() => onBring(version.body)} data-act="bring">
                  {words.text("scenes.versions.bring")}
                </Button>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
