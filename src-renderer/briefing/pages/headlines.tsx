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

/** More characters than this are set smaller, to stay within a card. */
const LONG = 6;

function Card({ headline }: { readonly headline: Headline }) {
  const words = useWords();
  const { indicator, title, definition, line, value, counts, target, whose, met, before, yearBefore } = headline;
  // A rate opens what it counted; a mean, over which cases it was taken.
  const main = line === null ? null : line.n.set === null && line.d !== null ? line.d : line.n;
  return (
    <li className="briefing-card" data-headline={indicator} data-met={met ?? "none"}>
      <h2 title={definition}>{title}</h2>
      <p className="briefing-value" data-long={value.length > LONG}>
        {main === null ? (
          value
        ) : (
          <Num name={indicator} count={main} what={title}>
            {value}
          </Num>
        )}
      </p>
      <p className="briefing-counts">
        {line !== null && indicator !== AVAILABILITY && line.n.set !== null ? (
          <Counts name={indicator} n={line.n} d={line.d} what={title} />
        ) : (
          counts
        )}
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
