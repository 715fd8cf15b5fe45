/** One report that was made here: where it lies, what is in it, and whether it still says what its data give. */
import { Alert, Button } from "antd";
import { useState } from "react";
import type { ReportMade, ReportVerified } from "../../../shared/report.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import { useWords } from "../../kit/words.ts";
import { useAct } from "../../link/react.ts";

/** The files of a report, in the order in which people want them. */
const FILES = ["docx", "pdf", "xlsx", "citywall"] as const;

export function MadeDetail({ made, folder }: { readonly made: ReportMade; readonly folder: string }) {
  const words = useWords();
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<ReportVerified | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const verify = async () => {
    setBusy(true);
    setFound(null);
    setTrouble(null);
    const result = await act({ do: "verifyReport", name: made.name });
    setBusy(false);
    if (result.did === "verified") setFound(result.verified);
    else if (result.did === "not") setTrouble(result.trouble);
  };
  const separator = folder.includes("\\") ? "\\" : "/";
  const path = [folder, made.name].join(separator);
  return (
    <section className="reports-detail" aria-label={made.name} data-report={made.name}>
      <h2>{words.text("reports.where")}</h2>
      <code className="reports-path">{path}</code>
      <ul>
        {FILES.map((kind) => (
          <li key={kind}>
            <code>{`${made.name}.${kind}`}</code>
            <small>{words.text(`reports.file.${kind}`)}</small>
          </li>
        ))}
      </ul>
      <Button loading={busy} onClick={() => void verify()}>
        {words.text("reports.verify")}
      </Button>
      <div role="status" data-verified={found === null ? "" : "yes"}>
        {found !== null && (
          <Alert
            type="success"
            showIcon
            title={words.text("reports.verified", { figures: found.figures, cases: found.cases })}
            description={words.text("reports.signedBy", { fingerprint: found.fingerprint })}
          />
        )}
      </div>
      {trouble !== null && <Alert type="error" showIcon title={words.trouble(trouble)} />}
      <h2>{words.text("reports.elsewhere")}</h2>
      <p>{words.text("reports.elsewhere.how")}</p>
      <code className="reports-path">{`npm run verify -- ${made.name}.citywall --key report-key.pub.pem`}</code>
    </section>
  );
}
