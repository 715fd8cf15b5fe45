/** One case on one screen. */
import { Empty } from "antd";
import type { Route } from "../shell/route.ts";

export function CasePage({ route }: { readonly route: Route }) {
  return <Empty description={route.page} />;
}
