/** A priority queue by time: the earliest first, equal times in the order they came. */
export interface TimeQueue<T> {
  readonly size: number;
  push(at: number, item: T): void;
  /** The earliest time, or Infinity. */
  next(): number;
  peek(): T | undefined;
  pop(): T | undefined;
}

export function timeQueue<T>(): TimeQueue<T> {
  const heap: { readonly at: number; readonly order: number; readonly item: T }[] = [];
  let order = 0;
  const before = (a: number, b: number) => {
    const [x, y] = [heap[a] as (typeof heap)[number], heap[b] as (typeof heap)[number]];
    return x.at < y.at || (x.at === y.at && x.order < y.order);
  };
  const swap = (a: number, b: number) => {
    const held = heap[a] as (typeof heap)[number];
    heap[a] = heap[b] as (typeof heap)[number];
    heap[b] = held;
  };
  return {
    get size() {
      return heap.length;
    },
    push(at, item) {
      let i = heap.push({ at, order: order++, item }) - 1;
      while (i > 0 && before(i, (i - 1) >> 1)) {
        swap(i, (i - 1) >> 1);
        i = (i - 1) >> 1;
      }
    },
    next: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    peek: () => heap[0]?.item,
    pop() {
      const top = heap[0];
      const end = heap.pop();
      if (top === undefined || end === undefined) return undefined;
      if (heap.length > 0) {
        heap[0] = end;
        for (let i = 0; ;) {
          let least = i;
          for (const child of [2 * i + 1, 2 * i + 2]) if (child < heap.length && before(child, least)) least = child;
          if (least === i) break;
          swap(i, least);
          i = least;
        }
      }
      return top.item;
    },
  };
}
