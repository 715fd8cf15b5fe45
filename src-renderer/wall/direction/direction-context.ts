/** The direction of the wall around a component; null outside of a wall. */
import { createContext, useContext } from "react";
import type { Direction } from "./use-direction.ts";

export const DirectionContext = createContext<Direction | null>(null);
export const useDirected = () => useContext(DirectionContext);
