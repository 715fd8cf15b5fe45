/** This machine itself, and its black box. */
import type { OpsValue } from "../../../shared/ops.ts";
import { Panel } from "../../kit/panel.tsx";
import { durationText } from "../../kit/time.ts";
import { countText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { SignMark, type Sign } from "../sync/card.tsx";
import { bytesText, instantText } from "../sync/words.ts";
import { Value } from "./value.tsx";

interface CardProps {
  readonly ops: OpsValue | null;
  /** Hub time, epoch ms. */
  readonly now: number;
}

export function MachineCard({ ops }: Pick<CardProps, "ops">) {
  const words = useWords();
  const host = ops?.host ?? null;
  return (
    <Panel
      name="ops.machine"
      title={words.text("ops.machine")}
      source=""
      view={{ value: host, trouble: null, rev: 0 }}
      empty={null}
    >
      {host !== null && (
        <dl>
          <Value label={words.text("ops.name")} name="name" value={host.name}>
            {host.name}
          </Value>
          <Value label={words.text("ops.version")} name="version" value={host.version}>
            {host.version}
          </Value>
          <Value label={words.text("ops.system")} name="system" value={host.system}>
            {host.system}
          </Value>
          <Value label={words.text("ops.up")} name="upMs" value={host.upMs}>
            {durationText(Math.floor(host.upMs / 60_000) * 60_000, words.language)}
          </Value>
          <Value label={words.text("ops.rss")} name="rssMb" value={host.rssMb}>
            {`${host.rssMb.toFixed(0)} MB`}
            <small>{words.text("ops.hostHeap", { mb: host.heapMb.toFixed(0) })}</small>
          </Value>
          <Value label={words.text("ops.disk")} name="diskFree" value={host.diskFreeBytes}>
            {host.diskFreeBytes === null ? null : bytesText(host.diskFreeBytes)}
          </Value>
        </dl>
      )}
    </Panel>
  );
}

const SIGNS: Readonly<Record<OpsValue["blackBox"]["state"], Sign>> = { recording: "well", paused: "look", off: "off" };

export function BoxCard({ ops, now }: CardProps) {
  const words = useWords();
  const box = ops?.blackBox ?? null;
  return (
    <Panel
      name="ops.blackBox"
      title={words.text("ops.blackBox")}
      source=""
      view={{ value: box, trouble: null, rev: 0 }}
      empty={null}
      foot={words.text("ops.boxAbout")}
    >
      {box !== null && (
        <>
          <p className="sync-word" data-figure="ops.boxState" data-value={box.state}>
            <SignMark sign={SIGNS[box.state]} />
            <b>{words.text(`ops.box.${box.state}`)}</b>
          </p>
          {box.trouble !== null && <p className="sync-trouble">{words.trouble(box.trouble)}</p>}
          <dl>
            <Value label={words.text("ops.boxHolds")} name="boxBytes" value={box.bytes}>
              {words.text("ops.boxOf", { bytes: bytesText(box.bytes), most: bytesText(box.mostBytes) })}
              <small>{words.text("ops.boxHours", { count: box.hours })}</small>
            </Value>
            <Value label={words.text("ops.boxFrom")} name="boxFrom" value={box.from}>
              {box.from === null ? null : instantText(box.from, now, words)}
            </Value>
            <Value label={words.text("ops.boxTaken")} name="boxPictures" value={box.pictures}>
              {words.text("ops.boxPictures", { count: box.pictures })}
              <small>{words.text("ops.boxActs", { count: box.acts })}</small>
            </Value>
            {box.dropped > 0 && (
              <Value label={words.text("ops.boxDropped")} name="boxDropped" value={box.dropped}>
                {countText(box.dropped, words.language)}
              </Value>
            )}
          </dl>
        </>
      )}
    </Panel>
  );
}
