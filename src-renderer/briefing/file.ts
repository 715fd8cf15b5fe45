/** The briefing that ships with the program. */
import { parseBriefing, type BriefingFile } from "../../shared/rules/briefings.ts";
import hall from "../../resources/briefings/hall.json" with { type: "json" };

export const BRIEFING: BriefingFile = parseBriefing("briefings/hall.json", hall);
