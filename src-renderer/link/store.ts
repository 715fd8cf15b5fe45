/** A value that can be watched. */
export interface Source<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/** A source with the function that sets it. */
export function store<T>(initial: T): Source<T> & { set(next: T): void } {
  const listeners = new Set<() => void>();
  let current = initial;
  return {
    get: () => current,
    set(next) {
      current = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
