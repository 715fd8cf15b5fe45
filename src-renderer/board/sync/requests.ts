/** Requests to the hub's desk in words: what was asked, and what stands at its side in the outbox. */
import { indicatorOf } from "../../../shared/evaluation/indicators.ts";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { targetText } from "../evaluation/target.ts";
import { periodText } from "../evaluation/periods.ts";
import type { Words } from "../../kit/text.ts";

/** @param department a department by its uid; "" for one that is not known here. */
export function requestText(request: DeskRequest, department: (uid: number) => string, words: Words): string {
  const title = (id: string) => indicatorOf(id)?.title[words.language] ?? id;
  switch (request.ask) {
    case "case": {
      const { command } = request;
      const to = "department" in command ? department(command.department) : "";
      if (to !== "" && command.kind === "dispatch") return words.text("command.dispatchTo", { department: to });
      if (to !== "" && command.kind === "redispatch") return words.text("command.redispatchTo", { department: to });
      return words.text(`command.${command.kind}`);
    }
    case "report":
      return words.text("request.report", { address: request.report.address });
    case "putCamera":
      return words.text("request.putCamera", { name: request.camera.name });
    case "putGateway":
      return words.text("request.putGateway", { name: request.gateway.name });
    case "putCameraGroup":
      return words.text("request.putCameraGroup", { name: request.group.name });
    case "putDepartment":
      return words.text("request.putDepartment", { name: words.name(request.department) });
    case "putContact":
      return words.text("request.putContact", { name: request.contact.name });
    case "putRule":
      return words.text("request.putRule", { name: request.name });
    case "resetRule":
      return words.text("request.resetRule", { name: request.name });
    case "claim":
    case "removeDepartment":
    case "removeContact":
    case "confirmContact":
    case "markAlarm":
    case "writeHandover":
    case "signHandover":
    case "removeCamera":
    case "removeGateway":
    case "removeCameraGroup":
    case "looked":
    case "holdCamera":
      return words.text(`request.${request.ask}`);
    case "setTarget": {
      const unit = indicatorOf(request.indicator)?.unit ?? "count";
      const value = targetText(request.value, unit, words);
      return words.text("request.setTarget", { indicator: title(request.indicator), value });
    }
    case "clearTarget":
      return words.text("request.clearTarget", { indicator: title(request.indicator) });
    case "enterLedger":
      return words.text("request.enterLedger", {
        kind: words.text(`ledger.kind.${request.kind}`),
        month: periodText(request.month, words),
      });
    case "withdrawLedger":
      return words.text("request.withdrawLedger");
    case "freeze":
      return words.text("request.freeze", { period: periodText(request.period, words) });
  }
}

/** The case a request is about; null when it is about none. */
export const caseOf = ({ message: { request } }: OutboxEntry): number | null =>
  request.ask === "case" ? request.uid : null;

/** What somebody may do with an entry: take it back before it is sent, or off the list once it is answered. */
export function discardOf({ state }: OutboxEntry): "withdraw" | "remove" | null {
  if (state === "sent") return null;
  return state === "waiting" ? "withdraw" : "remove";
}
