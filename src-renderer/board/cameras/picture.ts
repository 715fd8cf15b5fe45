/** A picture that a camera took: asked for from the hub by its hash, and let go of when it is no longer shown. */
import { useEffect, useState } from "react";
import type { Trouble } from "../../../shared/trouble.ts";
import { useAct } from "../../link/react.ts";

export type Got =
  | { readonly is: "loading" }
  | { readonly is: "shown"; readonly url: string }
  | { readonly is: "away"; readonly trouble: Trouble };

/** The picture as an address of this page's own, revoked when it is let go of; and the function that asks once more. */
export function usePicture(sha256: string): readonly [Got, () => void] {
  const act = useAct();
  const [got, setGot] = useState<Got>({ is: "loading" });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let gone = false;
    let url: string | null = null;
    void act({ do: "picture", sha256 }).then((result) => {
      if (gone) return;
      if (result.did === "picture") {
        // A copy: what came over the port may be a part of something larger.
        url = URL.createObjectURL(new Blob([result.bytes.slice()], { type: result.type }));
        setGot({ is: "shown", url });
      } else if (result.did === "not") setGot({ is: "away", trouble: result.trouble });
    });
    return () => {
      gone = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [act, sha256, tries]);
  const again = () => {
    setGot({ is: "loading" });
    setTries((before) => before + 1);
  };
  return [got, again];
}
