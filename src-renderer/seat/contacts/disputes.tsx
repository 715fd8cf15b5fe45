/** Cases that departments push to each other. */
import { Empty } from "antd";
import type { Route } from "../shell/route.ts";

export function DisputesPage({ route }: { readonly route: Route }) {
  return <Empty description={route.page} />;
}
