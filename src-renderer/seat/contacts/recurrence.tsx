/** Spots that come back. */
import { Empty } from "antd";
import type { Route } from "../shell/route.ts";

export function RecurrencePage({ route }: { readonly route: Route }) {
  return <Empty description={route.page} />;
}
