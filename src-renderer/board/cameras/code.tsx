/** A camera's code taken apart by GB/T 28181: what its digits say, or which of them is wrong. */
import { codeSentences } from "../../../shared/place/code-sentences.ts";
import { explainCode } from "../../../shared/place/explain.ts";
import { useWords } from "../../kit/words.ts";

/** Codes of that standard have so many digits; others are an owner's own and say nothing to us. */
const DIGITS = 20;

export function CameraCode({ code }: { readonly code: string }) {
  const words = useWords();
  if (code === "") return <>—</>;
  const own = code.length !== DIGITS;
  const told = codeSentences(explainCode("camera", code), words.foreign, words.language);
  return (
    <>
      <span className="component-code">{code}</span>
      {own ? (
        <small>{words.text("camera.ownCode")}</small>
      ) : (
        <details className="camera-code">
          <summary>{told.summary}</summary>
          <ul>
            {told.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
