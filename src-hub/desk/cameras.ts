/** The register of cameras as people change it: cameras, gateways and groups. */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { refused, type Deciding } from "./answer.ts";

type Asked = Extract<
  DeskRequest,
  {
    ask: "putCamera" | "removeCamera" | "putGateway" | "removeGateway" | "putCameraGroup" | "removeCameraGroup";
  }
>;

export function changeCameras(_deciding: Deciding, _asked: Asked): DeskAnswer {
  return refused("notAllowed");
}
