/** The addresses of a camera, best first. */
import {
  STREAM_KINDS,
  STREAM_USES,
  type CameraStream,
  type StreamKind,
  type StreamUse,
} from "../../../shared/video/stream.ts";
import { useWords } from "../../kit/words.ts";
import type { CameraFault } from "./camera-fields.ts";
import { Faults } from "./field.tsx";

export interface StreamFieldsProps {
  readonly streams: readonly CameraStream[];
  /** The camera is reached through a video platform, which can be one of its sources. */
  readonly gateway: boolean;
  readonly faults: readonly CameraFault[];
  readonly onChange: (streams: readonly CameraStream[]) => void;
}

/** What most often is missing: the full picture, then the small one, then stills. */
function nextOf(streams: readonly CameraStream[], gateway: boolean): CameraStream {
  const use = STREAM_USES.find((each) => !streams.some((stream) => stream.use === each)) ?? "main";
  return { use, kind: gateway ? "gateway" : use === "still" ? "still" : "hls", url: "" };
}

export function StreamFields({ streams, gateway, faults, onChange }: StreamFieldsProps) {
  const words = useWords();
  const set = (at: number, change: Partial<CameraStream>) =>
    onChange(streams.map((stream, i) => (i === at ? { ...stream, ...change } : stream)));
  const kinds = STREAM_KINDS.filter((kind) => gateway || kind !== "gateway");
  return (
    <div className="register-rows">
      {streams.map(({ use, kind, url }, i) => (
        <div key={i} className="register-row" data-stream={i} data-fault={faults.some(({ at }) => at === i)}>
          <select
            value={use}
            aria-label={words.text("register.stream.use", { number: i + 1 })}
            onChange={(event) => set(i, { use: event.target.value as StreamUse })}
          >
            {STREAM_USES.map((each) => (
              <option key={each} value={each}>
                {words.text(`camera.use.${each}`)}
              </option>
            ))}
          </select>
          <select
            value={kind}
            aria-label={words.text("register.stream.kind", { number: i + 1 })}
            onChange={(event) => {
              const next = event.target.value as StreamKind;
              set(i, next === "gateway" ? { kind: next, url: "" } : { kind: next });
            }}
          >
            {(kinds.includes(kind) ? kinds : [...kinds, kind]).map((each) => (
              <option key={each} value={each}>
                {words.text(`register.kind.${each}`)}
              </option>
            ))}
          </select>
          <input
            value={url}
            disabled={kind === "gateway"}
            placeholder={kind === "gateway" ? words.text("register.stream.byGateway") : "https://"}
            aria-label={words.text("register.stream.url", { number: i + 1 })}
            onChange={(event) => set(i, { url: event.target.value })}
          />
          <button
            type="button"
            aria-label={words.text("register.stream.remove", { number: i + 1 })}
            onClick={() => onChange(streams.filter((_, at) => at !== i))}
          >
            ✕
          </button>
          <Faults faults={faults.filter(({ at }) => at === i)} />
        </div>
      ))}
      <button type="button" data-add-stream onClick={() => onChange([...streams, nextOf(streams, gateway)])}>
        {words.text("register.stream.add")}
      </button>
      <Faults faults={faults.filter(({ at }) => at === undefined)} />
    </div>
  );
}
