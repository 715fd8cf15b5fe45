/** The office: people, walls, departments, rules, the record of acts. */
import { Empty } from "antd";
import type { Route } from "../shell/route.ts";

export function OfficePage({ route }: { readonly route: Route }) {
  return <Empty description={route.page} />;
}
