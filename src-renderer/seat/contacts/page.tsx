/** Whom to call. */
import { Empty } from "antd";
import type { Route } from "../shell/route.ts";

export function ContactsPage({ route }: { readonly route: Route }) {
  return <Empty description={route.page} />;
}
