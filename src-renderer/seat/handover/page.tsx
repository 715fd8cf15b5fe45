/** 交接班. */
import { Empty } from "antd";
import type { Route } from "../shell/route.ts";

export function HandoverPage({ route }: { readonly route: Route }) {
  return <Empty description={route.page} />;
}
