/** Whose cameras they are: each owner's share of the weeks and what is online now, the worst first; and the cameras of one. */
import { useMemo } from "react";
import { shareOf, sumOf } from "../../../shared/video/availability.ts";
import type { CameraHealth, CameraLine } from "../../../shared/view.ts";
import { countsText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { CameraRow } from "./row.tsx";
import { hoursOfText, shareText, worstFirst } from "./words.ts";

export interface OwnersProps {
  readonly owners: CameraHealth["owners"];
  readonly target: number | null;
  readonly onOpen: (department: number) => void;
}

export function Owners({ owners, target, onOpen }: OwnersProps) {
  const words = useWords();
  const name = useOwnerName();
  return (
    <section className="camera-list" data-list="owners">
      <h3>
        {words.text("cameraHealth.owners")}
        <small>{words.text("cameraHealth.ownersNote")}</small>
      </h3>
      <ol className="camera-rows">
        {owners.map((owner) => {
          const share = shareOf(owner);
          const below = share !== null && target !== null && share < target;
          return (
            <li key={owner.department}>
              <button
                type="button"
                className="camera-owner"
                data-owner={owner.department}
                data-below={below}
                title={`${name(owner.department)} · ${hoursOfText(owner, words)}`}
                aria-label={words.text("cameraHealth.ownerOpen", {
                  name: name(owner.department),
                  share: shareText(owner),
                  online: owner.online,
                  all: owner.all,
                })}
                onClick={() => onOpen(owner.department)}
              >
                <span className="camera-owner-name">{name(owner.department)}</span>
                <span className="camera-owner-bar" aria-hidden="true">
                  <i style={{ width: `${(share ?? 0) * 100}%` }} />
                  {target !== null && <b style={{ left: `${target * 100}%` }} />}
                </span>
                <b>{shareText(owner)}</b>
                <small>{countsText({ n: owner.online, d: owner.all }, words.language)}</small>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The name of an owner by its uid, 0 for cameras of nobody. */
function useOwnerName(): (department: number) => string {
  const words = useWords();
  const { departments } = useDesk();
  return (uid) => {
    const department = departments.get(uid);
    if (department !== undefined) return words.name(department);
    return words.text(uid === 0 ? "cameraHealth.noOwner" : "cameraHealth.unknownOwner");
  };
}

export interface OwnerCamerasProps {
  readonly owner: number;
  readonly cameras: readonly CameraLine[];
  /** Weeks that shares are of. */
  readonly weeks: number;
  readonly now: number;
  readonly onBack: () => void;
}

/** All cameras of an owner with their shares, those that are out first. */
export function OwnerCameras({ owner, cameras, weeks, now, onBack }: OwnerCamerasProps) {
  const words = useWords();
  const name = useOwnerName();
  const counted = useView({ view: "cameraWeeks", weeks }).value;
  const shares = useMemo(
    () => new Map((counted ?? []).map((each) => [each.camera, sumOf(each.weeks)] as const)),
    [counted],
  );
  const lines = worstFirst(cameras.filter(({ department }) => department === owner));
  const share = (uid: number) => {
    const found = shares.get(uid);
    return found === undefined ? "" : words.text("cameraHealth.share", { share: shareText(found) });
  };
  return (
    <section
      className="camera-list"
      data-list="owner"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onBack();
      }}
    >
      <h3>
        <button type="button" className="back" aria-label={words.text("cameraHealth.back")} autoFocus onClick={onBack}>
          ←
        </button>
        {name(owner)}
        <small>{words.text("cameraHealth.count", { count: lines.length })}</small>
      </h3>
      <ol className="camera-rows">
        {lines.map((line) => (
          <li key={line.uid}>
            <CameraRow line={line} now={now} note={share(line.uid)} />
          </li>
        ))}
      </ol>
    </section>
  );
}
