/** 开篇: the headline figures against their targets, and against the month before and the year before. */
import { useWords } from "../../kit/words.ts";
import { ChangeMark } from "../change.tsx";
import { useBriefing } from "../context.ts";
import { AVAILABILITY, headlinesOf, type Headline } from "../headlines.ts";
import { Counts, Num } from "../number.tsx";

export function HeadlinesPage() {
  const words = useWords();
  const { frozen, file } = useBriefing();
  return (
    <ul className="briefing-headlines">
      {headlinesOf(frozen, file, words).map((headline) => (
        <Card key={headline.indicator} headline={headline} />
      ))}
    </ul>
  );
}

/** Wider values are set smaller, to stay within a card. */
const LONG = 6;
/** A Chinese character is as wide as two figures. */
const widthOf = (text: string) => text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);

function Card({ headline }: { readonly headline: Headline }) {
  const words = useWords();
  const { indicator, title, definition, line, value, target, whose, met, before, yearBefore } = headline;
  // A rate opens what it counted; a mean, over which cases it was taken.
  const main = line === null ? null : line.n.set === null && line.d !== null ? line.d : line.n;
  return (
    <li className="briefing-card" data-headline={indicator} data-met={met ?? "none"}>
      <h2 title={definition}>{title}</h2>
      <p className="briefing-value" data-long={widthOf(value) > LONG}>
        {main === null ? (
          value
        ) : (
          <Num name={indicator} count={main} what={title}>
            {value}
          </Num>
        )}
      </p>
      <p className="briefing-counts">
        <Beneath headline={headline} />
      </p>
      <p className="briefing-target">
        <i aria-hidden="true" />
        <b>
          {met === null ? words.text("briefing.noFigure") : words.text(met ? "indicators.met" : "indicators.missed")}
        </b>
        <span>{words.text("briefing.target", { target, whose })}</span>
      </p>
      <p className="briefing-changes">
        <ChangeMark change={before} against="before" />
        <ChangeMark change={yearBefore} against="yearBefore" />
      </p>
      <small className="briefing-definition">{definition}</small>
    </li>
  );
}

/** The counts beneath a value: of a rate both, of a mean the cases it was taken over. */
function Beneath({ headline: { indicator, title, line, counts } }: { readonly headline: Headline }) {
  const words = useWords();
  if (line === null || indicator === AVAILABILITY) return counts;
  if (line.n.set !== null) return <Counts name={indicator} n={line.n} d={line.d} what={title} />;
  if (line.d === null || line.d.set === null) return counts;
  return (
    <>
      {words.text("briefing.over")} <Num name={`${indicator}.d`} count={line.d} what={title} />
    </>
  );
}
