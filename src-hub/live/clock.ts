/** Hub time: the one clock of everything the hub says. */

/**
 * Makes the clock: `base` plus what a monotonic counter has counted since, times `pace`. Setting the machine's clock
 * while the hub runs moves nothing. Times are whole milliseconds, as the tables keep them.
 *
 * @param base epoch ms in hub time at this moment
 * @param pace hub ms per real ms
 * @param real monotonic real ms
 */
export function hubClock(base: number, pace: number, real: () => number): () => number {
  const start = real();
  const whole = Math.ceil(base);
  return () => whole + Math.floor((real() - start) * pace);
}
