/** How the line stands: its state and rights, how far it has come, how fast it runs, and the clock beside hub time. */
import type { SyncStatus } from "../../../shared/sync-status.ts";
import { countText } from "../../kit/number.ts";
import { durationText, lagText } from "../../kit/time.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { Card, Item, SignMark, Unknown, type SectionProps } from "./card.tsx";
import {
  CLOCK_OFF_MS,
  SCOPE_PARTS,
  clockSentence,
  instantText,
  isNothing,
  jumpText,
  positionSentence,
  scopeText,
  type ScopeNames,
} from "./words.ts";

export function LineCard({ status, now, names }: SectionProps & { readonly names: ScopeNames }) {
  const words = useWords();
  const line = status?.line ?? null;
  return (
    <Card name="line" title={words.text("sync.line.title")} told={line}>
      {line !== null && (
        <>
          <p className="sync-word" data-figure="sync.state" data-value={line.state}>
            <SignMark sign={line.state === "live" ? "well" : "look"} />
            <b>{words.text(`sync.state.${line.state}`)}</b>
            <small>
              {words.text("sync.line.since", {
                span: durationText(now - line.since, words.language),
                at: instantText(line.since, now, words),
              })}
            </small>
          </p>
          {line.trouble !== null && <p className="sync-trouble">{words.trouble(line.trouble)}</p>}
          <dl>
            <Item label={words.text("sync.line.url")}>
              <span className="sync-long">{line.url}</span>
            </Item>
            <Item label={words.text("sync.line.wire")} name="wire" value={line.wire}>
              {line.wire ?? <Unknown />}
            </Item>
            <Item label={words.text("sync.line.epoch")}>
              {line.epoch === null ? <Unknown /> : <span className="sync-long sync-code">{line.epoch}</span>}
            </Item>
            <Item label={words.text("sync.line.role")} name="role" value={line.role}>
              {line.role === null ? <Unknown /> : words.text(`sync.role.${line.role}`)}
            </Item>
            <Item label={words.text("sync.line.cuts")} name="cuts" value={line.cuts}>
              {words.text("sync.line.cutsAre", { count: line.cuts })}
            </Item>
            {line.tries > 0 && (
              <Item label={words.text("sync.line.tries")} name="tries" value={line.tries}>
                {words.text("sync.line.triesAre", { count: line.tries })}
              </Item>
            )}
          </dl>
          <h3>{words.text("sync.scope.title")}</h3>
          <ScopeLines scope={line.scope} names={names} now={now} />
        </>
      )}
    </Card>
  );
}

interface ScopeProps {
  readonly scope: SyncStatus["line"]["scope"];
  readonly names: ScopeNames;
  readonly now: number;
}

function ScopeLines({ scope, names, now }: ScopeProps) {
  const words = useWords();
  if (scope === null) return <Unknown />;
  if (isNothing(scope)) return <p className="sync-trouble">{words.text("sync.scope.nothing")}</p>;
  return (
    <dl>
      {SCOPE_PARTS.map((part) => (
        <Item key={part} label={words.text(`sync.scope.${part}`)}>
          {scopeText(scope, part, names, now, words)}
        </Item>
      ))}
    </dl>
  );
}

export function PositionCard({ status, now }: SectionProps) {
  const words = useWords();
  const position = status?.position ?? null;
  return (
    <Card name="position" title={words.text("sync.position.title")} told={position}>
      {position !== null && (
        <>
          <p className="sync-word">
            <SignMark sign={position.head === null ? "off" : position.head > position.cursor ? "waits" : "well"} />
            <b>{positionSentence(position, words)}</b>
          </p>
          <dl>
            <Item label={words.text("sync.position.cursor")} name="cursor" value={position.cursor}>
              {countText(position.cursor, words.language)} /{" "}
              {position.head === null ? <Unknown /> : countText(position.head, words.language)}
            </Item>
            <Item label={words.text("sync.position.lag")} name="lag" value={position.lagMs}>
              {position.lagMs === null ? <Unknown /> : lagText(position.lagMs, words.language)}
            </Item>
            <Item label={words.text("sync.position.dataAt")}>
              {position.dataAt === null ? <Unknown /> : instantText(position.dataAt, now, words)}
            </Item>
            <Item label={words.text("sync.position.gap")} name="gaps" value={position.gaps}>
              <GapText position={position} now={now} words={words} />
            </Item>
          </dl>
        </>
      )}
    </Card>
  );
}

interface GapProps {
  readonly position: SyncStatus["position"];
  readonly now: number;
  readonly words: Words;
}

function GapText({ position: { lastGap, gaps }, now, words }: GapProps) {
  if (lastGap === null) return <>{words.text("sync.none")}</>;
  const at = instantText(lastGap.at, now, words);
  return (
    <>
      <span>{words.text("sync.position.gapIs", { at, from: lastGap.from, to: lastGap.to })}</span>
      <small>{words.text("sync.position.gaps", { count: gaps })}</small>
    </>
  );
}

/** One decimal below ten, whole above. */
const rate = (n: number, words: Words) => (n > 0 && n < 10 ? n.toFixed(1) : countText(Math.round(n), words.language));

export function RatesCard({ status }: SectionProps) {
  const words = useWords();
  const rates = status?.rates ?? null;
  return (
    <Card
      name="rates"
      title={words.text("sync.rates.title")}
      tools={<span className="panel-window">{words.text("sync.rates.minute")}</span>}
      told={rates}
    >
      {rates !== null && status !== null && (
        <dl>
          <Item label={words.text("sync.rates.rows")} name="rowsPerSecond" value={rates.rowsPerSecond}>
            {rate(rates.rowsPerSecond, words)}
          </Item>
          <Item label={words.text("sync.rates.deltas")} name="deltasPerSecond" value={rates.deltasPerSecond}>
            {rate(rates.deltasPerSecond, words)}
          </Item>
          <Item label={words.text("sync.rates.tracksHeard")} name="tracksHeard" value={rates.tracksHeard}>
            {countText(rates.tracksHeard, words.language)}
          </Item>
          <Item label={words.text("sync.rates.tracksDropped")} name="tracksDropped" value={rates.tracksDropped}>
            {countText(rates.tracksDropped, words.language)}
          </Item>
          <Item label={words.text("sync.rates.windows")} name="windows" value={status.windows}>
            {status.windows}
          </Item>
        </dl>
      )}
    </Card>
  );
}

export function ClockCard({ status, now }: SectionProps) {
  const words = useWords();
  const clock = status?.clock ?? null;
  const sped = clock !== null && clock.pace !== 1;
  const wrong = clock !== null && clock.offMs !== null && Math.abs(clock.offMs) > CLOCK_OFF_MS;
  return (
    <Card name="clock" title={words.text("sync.clock.title")} told={clock}>
      {clock !== null && (
        <>
          <p className="sync-word" data-figure="sync.clockOff" data-value={clock.offMs ?? ""}>
            <SignMark sign={sped ? "well" : clock.offMs === null ? "off" : wrong ? "look" : "well"} />
            <b>{sped ? words.text("sync.clock.sped") : clockSentence(clock.offMs, words)}</b>
          </p>
          {wrong && <p className="sync-dim">{words.text("sync.clock.harmless")}</p>}
          <dl>
            <Item label={words.text("sync.clock.roundTrip")}>
              {clock.roundTripMs === null ? (
                <Unknown />
              ) : (
                words.text("sync.clock.ms", { ms: Math.round(clock.roundTripMs) })
              )}
            </Item>
            <Item label={words.text("sync.clock.pace")}>
              {clock.pace === 1
                ? words.text("sync.clock.paceOne")
                : words.text("sync.clock.paceIs", { pace: clock.pace })}
            </Item>
            <Item label={words.text("sync.clock.jumps")} name="clockJumps" value={clock.jumps.length}>
              {clock.jumps.length === 0 ? (
                words.text("sync.none")
              ) : (
                <ul>
                  {clock.jumps.map((jump, i) => (
                    <li key={i}>
                      {instantText(jump.at, now, words)} {jumpText(jump.byMs, words)}
                    </li>
                  ))}
                </ul>
              )}
            </Item>
          </dl>
        </>
      )}
    </Card>
  );
}
