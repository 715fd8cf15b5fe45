/** The queue: what is mine now. */
import { Empty } from "antd";
import type { Route } from "../shell/route.ts";

export function QueuePage({ route }: { readonly route: Route }) {
  return <Empty description={route.page} />;
}
