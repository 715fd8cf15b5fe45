/** Those who may see the same: one view of every row, and one delta for all of them. */
import { scopeText, viewOfScope, type Scope, type ScopeView } from "../../shared/scope.ts";
import type { Row, TableName } from "../../shared/tables.ts";
import type { Delta } from "../../shared/wire/hub.ts";

export interface Audience {
  /** `scopeText` of the scope; names the audience. */
  readonly text: string;
  readonly view: ScopeView;
  /** The delta as this audience may see it (F9): rows it may not see are gone for it. The same one for the same delta. */
  shown(delta: Delta): Delta;
}

export interface Audiences {
  of(scope: Scope): Audience;
  /** Forgets all but these. */
  keep(used: ReadonlySet<Audience>): void;
}

export function openAudiences(): Audiences {
  const known = new Map<string, Audience>();
  return {
    of(scope) {
      const text = scopeText(scope);
      const found = known.get(text);
      if (found !== undefined) return found;
      const made = audienceOf(text, viewOfScope(scope));
      known.set(text, made);
      return made;
    },
    keep(used) {
      for (const [text, one] of known) if (!used.has(one)) known.delete(text);
    },
  };
}

function audienceOf(text: string, view: ScopeView): Audience {
  const kept = new WeakMap<Delta, Delta>();
  return {
    text,
    view,
    shown(delta) {
      if (view.everything) return delta;
      let shown = kept.get(delta);
      if (shown === undefined) kept.set(delta, (shown = shownDelta(view, delta)));
      return shown;
    },
  };
}

function shownDelta(view: ScopeView, delta: Delta): Delta {
  const put: Delta["put"] = {};
  const del: Delta["del"] = { ...delta.del };
  for (const [name, rows] of Object.entries(delta.put)) {
    const table = name as TableName;
    const seen: Row[] = [];
    const hidden: number[] = [];
    for (const row of rows) {
      const shown = view.shown(table, row);
      if (shown === null) hidden.push(row[0] as number);
      else seen.push(shown);
    }
    if (seen.length > 0) put[table] = seen;
    if (hidden.length > 0) del[table] = [...(del[table] ?? []), ...hidden];
  }
  return { ...delta, put, del };
}
