/** How long a briefing has gone on. */

const two = (n: number) => String(n).padStart(2, "0");

/** "12:05", "1:02:05". Negative spans read as zero. @param ms */
export function elapsedText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
