/** How this seat looks and behaves. */
import { Empty } from "antd";
import type { Route } from "../shell/route.ts";

export function SettingsPage({ route }: { readonly route: Route }) {
  return <Empty description={route.page} />;
}
