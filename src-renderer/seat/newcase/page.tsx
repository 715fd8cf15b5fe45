/** A new case from a call, a picture or a place. */
import { Empty } from "antd";
import type { Route } from "../shell/route.ts";

export function NewCasePage({ route }: { readonly route: Route }) {
  return <Empty description={route.page} />;
}
