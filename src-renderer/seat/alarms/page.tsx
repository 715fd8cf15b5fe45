/** Alarms. */
import { Empty } from "antd";
import type { Route } from "../shell/route.ts";

export function AlarmsPage({ route }: { readonly route: Route }) {
  return <Empty description={route.page} />;
}
