/** The navigation at the side: the pages of this role, each with its picture, word and key. */
import {
  ApartmentOutlined,
  DashboardOutlined,
  BellOutlined,
  BranchesOutlined,
  CloudUploadOutlined,
  ContactsOutlined,
  DesktopOutlined,
  FieldTimeOutlined,
  LayoutOutlined,
  FileDoneOutlined,
  PlusSquareOutlined,
  RetweetOutlined,
  SettingOutlined,
  SwapOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import { memo, type ComponentType } from "react";
import { useWords } from "../../kit/words.ts";
import { useSeat } from "./desk.ts";
import { strokeText } from "./keys.ts";
import { navOf, type NavPage } from "./nav.ts";
import { hashOf, type PageName } from "./route.ts";
import { EchoStrip } from "../direction/echo-strip.tsx";

const PICTURE: Readonly<Record<NavPage, ComponentType>> = {
  queue: UnorderedListOutlined,
  new: PlusSquareOutlined,
  alarms: BellOutlined,
  offline: CloudUploadOutlined,
  handover: SwapOutlined,
  contacts: ContactsOutlined,
  disputes: BranchesOutlined,
  recurrence: RetweetOutlined,
  direction: DesktopOutlined,
  scenes: LayoutOutlined,
  reports: FileDoneOutlined,
  switching: FieldTimeOutlined,
  office: ApartmentOutlined,
  ops: DashboardOutlined,
  settings: SettingOutlined,
};

export const Side = memo(function Side({ page }: { readonly page: PageName }) {
  const words = useWords();
  const { role } = useSeat();
  const shown = page === "case" ? "queue" : page;
  return (
    <nav className="seat-side" aria-label={words.text("seat.nav")}>
      {navOf(role).map(({ page: each, key }) => {
        const Picture = PICTURE[each];
        return (
          <a
            key={each}
            href={hashOf({ page: each, rest: [] })}
            data-nav={each}
            aria-current={each === shown ? "page" : undefined}
            aria-keyshortcuts={key}
          >
            <span className="seat-side-picture" aria-hidden="true">
              <Picture />
            </span>
            <span>{words.text(`seat.page.${each}`)}</span>
            <kbd aria-hidden="true">{strokeText(key)}</kbd>
          </a>
        );
      })}
      <EchoStrip />
    </nav>
  );
});
