/** A case that is open calls for the cameras around it: they hold tiles for as long, and say why. */
import { useEffect } from "react";
import { tilesOf } from "../../camera/near.ts";
import { setAlarms } from "../../camera/video-desk.ts";
import { useWords } from "../../kit/words.ts";
import { useCaseAsked, useCasePlace, useNear, type CasePlace } from "./near.ts";

export function CaseAlarms() {
  const uid = useCaseAsked();
  return uid === null ? null : <OfCase key={uid} uid={uid} />;
}

function OfCase({ uid }: { readonly uid: number }) {
  const place = useCasePlace(uid);
  return place === null ? null : <Around place={place} />;
}

function Around({ place }: { readonly place: CasePlace }) {
  const words = useWords();
  const near = useNear(place);
  useEffect(() => {
    const alarms = tilesOf(near ?? []).map(({ camera, metres }) => ({
      key: `case/${place.uid}/${camera}`,
      camera,
      reason: words.text("video.nearReason", { number: place.number, metres: Math.round(metres) }),
      why: "case" as const,
      caseUid: place.uid,
    }));
    setAlarms(alarms);
  }, [near, place, words]);
  useEffect(() => () => setAlarms([]), []);
  return null;
}
