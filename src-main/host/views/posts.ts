/**
 * What people did, for the schemes of posts: counted from the facts of the cases, month by month, in slices that let
 * everything else go on. Until a month is counted, what was known of it before is shown.
 */
import { startOfMonth } from "../../../shared/evaluation/period-key.ts";
import { postCounter, type PostVectors } from "../../../shared/evaluation/posts.ts";
import type { EvaluationFacts } from "../../../shared/evaluation/facts.ts";
import type { Fact } from "../../../shared/case/case.ts";
import type { Scheme } from "../../../shared/rules/scheme.ts";
import { records, recordReader } from "../cache/read.ts";
import type { Source } from "./source.ts";

/** Real ms that one slice may take, and that lie between two counts of a month in which cases change. */
const SLICE_MS = 10;
const AGAIN_MS = 60_000;

interface Counted {
  /** What it was counted from. */
  version: string;
  vectors: PostVectors | null;
  startedAt: number;
  running: boolean;
}

interface Posts {
  readonly months: Map<string, Counted>;
  /** Rises when a month has been counted. */
  version: number;
}

const postsBySource = new WeakMap<Source, Posts>();

function postsIn(source: Source): Posts {
  let posts = postsBySource.get(source);
  if (posts === undefined) postsBySource.set(source, (posts = { months: new Map(), version: 0 }));
  return posts;
}

/** Rises when there is more to say of posts than before. */
export function postsVersion(source: Source): number {
  return postsIn(source).version;
}

/** The vectors by person and month that a scheme of posts asks for; null for other schemes. */
export function postsOf(scheme: Scheme, source: Source): EvaluationFacts["posts"] | null {
  const { subject } = scheme;
  if (subject === "department" || subject === "dutyGrid") return null;
  const entries = records(source.handle, "ledger").filter(
    (entry) => entry.kind === "exclusion" && entry.withdrawnAt === null && entry.scheme === scheme.scheme,
  );
  const excluded = new Set(entries.map((entry) => entry.caseUid));
  return (month) => counted(month, excluded, source)?.[subject](month) ?? new Map();
}

function counted(month: number, excluded: ReadonlySet<number>, source: Source): PostVectors | null {
  const posts = postsIn(source);
  const key = `${month} ${[...excluded].toSorted((a, b) => a - b).join()}`;
  let known = posts.months.get(key);
  if (known === undefined) {
    posts.months.set(
      key,
      (known = { version: "", vectors: null, startedAt: Number.NEGATIVE_INFINITY, running: false }),
    );
  }
  const version = `${source.names.timeZone()} ${source.months.of(month)}`;
  const again = known.version !== version && !known.running;
  if (again && performance.now() - known.startedAt >= AGAIN_MS) {
    known.version = version;
    known.startedAt = performance.now();
    known.running = true;
    count(month, excluded, source, (vectors) => {
      known.running = false;
      known.vectors = vectors;
      posts.version++;
    });
  }
  return known.vectors;
}

/** Counts a month slice by slice; `done` is not called when the cache is closed meanwhile. */
function count(
  month: number,
  excluded: ReadonlySet<number>,
  source: Source,
  done: (vectors: PostVectors) => void,
): void {
  const timeZone = source.names.timeZone();
  const counter = postCounter(timeZone);
  const uids = casesAt(startOfMonth(month, timeZone), startOfMonth(month + 1, timeZone), source);
  const factsOf = recordReader(source.handle, "cases", ["facts"]);
  let next = 0;
  const slice = () => {
    if (!source.handle.open) return;
    const until = performance.now() + SLICE_MS;
    for (; next < uids.length && performance.now() < until; next++) {
      const uid = uids[next] as number;
      const found = excluded.has(uid) ? undefined : factsOf(uid);
      if (found !== undefined) counter.add(JSON.parse(found.facts) as Fact[]);
    }
    if (next < uids.length) setImmediate(slice);
    else done(counter.vectors());
  };
  setImmediate(slice);
}

/** Cases in which somebody may have done something between two instants. */
function casesAt(from: number, to: number, { cases }: Source): number[] {
  const found: number[] = [];
  for (let i = 0; i < cases.length; i++) {
    const ended = !cases.open.has(i) && (cases.changedAt[i] as number) < from;
    if ((cases.reportedAt[i] as number) < to && !ended) found.push(cases.uid[i] as number);
  }
  return found;
}
