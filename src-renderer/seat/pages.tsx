/** The pages of the seat, each loaded when it is first shown. */
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { PageName, Route } from "./shell/route.ts";

type Page = ComponentType<{ readonly route: Route }>;
type Load = () => Promise<Page>;

const LOAD: Readonly<Record<PageName, Load>> = {
  queue: async () => (await import("./queue/page.tsx")).QueuePage,
  case: async () => (await import("./casework/page.tsx")).CasePage,
  new: async () => (await import("./newcase/page.tsx")).NewCasePage,
  alarms: async () => (await import("./alarms/page.tsx")).AlarmsPage,
  offline: async () => (await import("./offline/page.tsx")).OfflinePage,
  handover: async () => (await import("./handover/page.tsx")).HandoverPage,
  contacts: async () => (await import("./contacts/page.tsx")).ContactsPage,
  disputes: async () => (await import("./contacts/disputes.tsx")).DisputesPage,
  recurrence: async () => (await import("./contacts/recurrence.tsx")).RecurrencePage,
  direction: async () => (await import("./direction/page.tsx")).DirectionPage,
  scenes: async () => (await import("./scenes/page.tsx")).ScenesPage,
  reports: async () => (await import("./reports/page.tsx")).ReportsPage,
  switching: async () => (await import("./switching/page.tsx")).SwitchingPage,
  office: async () => (await import("./office/page.tsx")).OfficePage,
  ops: async () => (await import("./ops/page.tsx")).OpsPage,
  settings: async () => (await import("./settings/page.tsx")).SettingsPage,
};

const page = (name: PageName): LazyExoticComponent<Page> => lazy(async () => ({ default: await LOAD[name]() }));

export const PAGE: Readonly<Record<PageName, LazyExoticComponent<Page>>> = {
  queue: page("queue"),
  case: page("case"),
  new: page("new"),
  alarms: page("alarms"),
  offline: page("offline"),
  handover: page("handover"),
  contacts: page("contacts"),
  disputes: page("disputes"),
  recurrence: page("recurrence"),
  direction: page("direction"),
  scenes: page("scenes"),
  reports: page("reports"),
  switching: page("switching"),
  office: page("office"),
  ops: page("ops"),
  settings: page("settings"),
};

/** From these pages one goes to a case: its page is loaded while they are looked at. */
export const LEADS_TO_CASE: ReadonlySet<PageName> = new Set(["queue", "new", "alarms", "recurrence"]);

/** Loads the page of a case, so that the first one opens at once. One that cannot be loaded is told of when it is shown. */
export function loadCaseAhead(): void {
  LOAD.case().catch(() => {});
}
