/** What this machine may do with cameras, as the hub last said; nothing before its first word. */
import { mayAsk } from "../../../shared/rights.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { useView } from "../../link/react.ts";

export interface CameraRights {
  readonly may: (ask: DeskRequest["ask"]) => boolean;
  /** Records of who looked may be seen. */
  readonly personal: boolean;
}

export function useCameraRights(): CameraRights {
  const rights = useView({ view: "rights" }).value;
  const role = rights?.role ?? null;
  return { may: (ask) => role !== null && mayAsk(role, ask), personal: rights?.personal ?? false };
}
