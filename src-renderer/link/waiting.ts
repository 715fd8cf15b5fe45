/** Questions under numbers of their own, each waiting for its one answer. */

export interface Waiting<What, Answer> {
  /** Asks now; answers `silent` when nobody answered in time. */
  ask(what: What): Promise<Answer>;
  answered(number: number, answer: Answer): void;
  /** Says everything again that still waits. */
  again(): void;
  /** Answers everything that still waits with `silent`. */
  close(): void;
}

export interface WaitingOptions<What, Answer> {
  readonly say: (number: number, what: What) => void;
  readonly later: (run: () => void, ms: number) => () => void;
  /** How long a question may wait, ms. */
  readonly patienceMs: (what: What) => number;
  /** It was asked, and nobody knows what became of it. */
  readonly silent: Answer;
}

export function createWaiting<What, Answer>(options: WaitingOptions<What, Answer>): Waiting<What, Answer> {
  const { say, later, patienceMs, silent } = options;
  const waiting = new Map<number, { readonly what: What; readonly answer: (given: Answer) => void }>();
  let next = 1;
  return {
    ask(what) {
      const number = next++;
      return new Promise((resolve) => {
        const cancel = later(() => waiting.get(number)?.answer(silent), patienceMs(what));
        const answer = (given: Answer) => {
          waiting.delete(number);
          cancel();
          resolve(given);
        };
        waiting.set(number, { what, answer });
        say(number, what);
      });
    },
    answered: (number, given) => waiting.get(number)?.answer(given),
    again() {
      for (const [number, { what }] of waiting) say(number, what);
    },
    close() {
      for (const { answer } of [...waiting.values()]) answer(silent);
    },
  };
}
