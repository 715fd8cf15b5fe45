/** How many alarms reach this seat, against the guideline of one in ten minutes (EEMUA 191). */
import { useWords } from "../../kit/words.ts";

/** Alarms in ten minutes that a person can see to. */
const GUIDELINE = 1;

export function RateMeter({ counts }: { readonly counts: readonly number[] }) {
  const words = useWords();
  const now = counts.at(-1) ?? 0;
  const most = Math.max(GUIDELINE * 2, ...counts);
  return (
    <div className="alarm-rate" data-over={now > GUIDELINE}>
      <svg
        viewBox={`0 0 ${counts.length * 10} 40`}
        role="img"
        aria-label={words.text("alarms.rate.label", { counts: counts.join(", ") })}
      >
        {counts.map((count, i) => {
          const height = (40 * count) / most;
          // The place of a bar is its ten minutes.
          return (
            <rect key={i} x={i * 10 + 1} y={40 - height} width={8} height={height} data-over={count > GUIDELINE} />
          );
        })}
        <line x1={0} x2={counts.length * 10} y1={40 - (40 * GUIDELINE) / most} y2={40 - (40 * GUIDELINE) / most} />
      </svg>
      <p>
        {words.text("alarms.rate", { count: now })}
        {now > GUIDELINE && <span> {words.text("alarms.rate.over")}</span>}
      </p>
    </div>
  );
}
