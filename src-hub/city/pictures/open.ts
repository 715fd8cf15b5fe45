/** The city's pictures as the hub serves them: to whom the camera is there for, by the rights of their token. */
import { viewOfScope } from "../../../shared/scope.ts";
import { rowOf } from "../../../shared/tables.ts";
import type { Scope } from "../../../shared/scope.ts";
import type { Store } from "../../store/store.ts";
import { PLATFORM } from "../here.ts";
import { seedOf } from "../city.ts";
import { openPainter } from "./painter.ts";
import { openPictures, type Pictures } from "./serve.ts";

export type { Pictures } from "./serve.ts";

export interface CityPicturesOptions {
  readonly store: Pick<Store, "find" | "note">;
  readonly grants: {
    grantOf(token: string, keepMonths: number | null): { readonly scope: Scope } | { readonly refused: string };
  };
  /** Hub time, epoch ms. */
  now(): number;
}

export function openCityPictures({ store, grants, now }: CityPicturesOptions): Pictures {
  return openPictures({
    painter: openPainter(seedOf(store)),
    now,
    seconds: () => performance.now() / 1000,
    standing(id, token) {
      const granted = grants.grantOf(token, null);
      if ("refused" in granted) return "refused";
      const camera = store.find("cameras", PLATFORM, id);
      if (camera === null || viewOfScope(granted.scope).shown("cameras", rowOf("cameras", camera)) === null)
        return "none";
      return camera.online === 1 ? "well" : "offline";
    },
  });
}
