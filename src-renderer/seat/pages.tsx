/** The pages of the seat, each loaded when it is first shown. */
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { PageName, Route } from "./shell/route.ts";

type Page = ComponentType<{ readonly route: Route }>;
const page = (load: () => Promise<Page>): LazyExoticComponent<Page> => lazy(async () => ({ default: await load() }));

export const PAGE: Readonly<Record<PageName, LazyExoticComponent<Page>>> = {
  queue: page(async () => (await import("./queue/page.tsx")).QueuePage),
  case: page(async () => (await import("./casework/page.tsx")).CasePage),
  new: page(async () => (await import("./newcase/page.tsx")).NewCasePage),
  alarms: page(async () => (await import("./alarms/page.tsx")).AlarmsPage),
  offline: page(async () => (await import("./offline/page.tsx")).OfflinePage),
  handover: page(async () => (await import("./handover/page.tsx")).HandoverPage),
  contacts: page(async () => (await import("./contacts/page.tsx")).ContactsPage),
  disputes: page(async () => (await import("./contacts/disputes.tsx")).DisputesPage),
  recurrence: page(async () => (await import("./contacts/recurrence.tsx")).RecurrencePage),
  office: page(async () => (await import("./office/page.tsx")).OfficePage),
  settings: page(async () => (await import("./settings/page.tsx")).SettingsPage),
};
