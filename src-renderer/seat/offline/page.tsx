/** What waits to be sent, what was refused, and what happened meanwhile. */
import { Empty } from "antd";
import type { Route } from "../shell/route.ts";

export function OfflinePage({ route }: { readonly route: Route }) {
  return <Empty description={route.page} />;
}
