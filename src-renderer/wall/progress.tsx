/** The first copy of the hub, while it comes: rows, rows a second, time left. */
import type { Cause } from "../kit/freshness.ts";
import { countText } from "../kit/number.ts";
import { durationText } from "../kit/time.ts";
import { useWords } from "../kit/words.ts";

export function Progress({ cause }: { readonly cause: Extract<Cause, { why: "copying" }> }) {
  const words = useWords();
  const { done, total, rowsPerSecond } = cause;
  const rate = Math.round(rowsPerSecond);
  return (
    <div className="progress" role="status">
      <h2>{words.text("boot.first")}</h2>
      <span className="bar">
        <span style={{ width: `${total === 0 ? 0 : (done / total) * 100}%` }} />
      </span>
      {total > 0 && (
        <p>
          <span>
            {words.text("boot.rows", {
              done: countText(done, words.language),
              total: countText(total, words.language),
            })}
          </span>
          {rate > 0 && (
            <>
              <span>{words.text("boot.rate", { rate })}</span>
              <span>
                {words.text("boot.left", {
                  left: durationText(((total - done) / rowsPerSecond) * 1000, words.language),
                })}
              </span>
            </>
          )}
        </p>
      )}
    </div>
  );
}
