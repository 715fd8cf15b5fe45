/** The exercises of this machine: those that ship, and those in a folder of the city's own, which win by name. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readExercise } from "../../shared/rules/exercise.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import type { ExerciseFound, ExerciseReader } from "./views/beside.ts";

/** The folder that ships; beside this file as beside the packed host. */
export const SHIPPED_EXERCISES = fileURLToPath(new URL("../../resources/exercises/", import.meta.url));
const MINUTE = 60_000;
/** Larger files are not read: two days of two thousand units fit in. */
const MOST_BYTES = 64_000_000;
/** Files are looked at again after this long, real ms: one answer asks for several of them. */
const FRESH_MS = 1_000;

/**
 * @param own folder of the city's own, null for none; one that cannot be read is told like a broken exercise
 * @param real monotonic real ms
 */
export function openExercises(own: string | null, real: () => number, shipped = SHIPPED_EXERCISES): ExerciseReader {
  let read: readonly ExerciseFound[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    all() {
      if (real() - readAt >= FRESH_MS) {
        const found = new Map(
          [...inFolder(shipped), ...(own === null ? [] : inFolder(own))].map((each) => [each.name, each]),
        );
        read = [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
        readAt = real();
      }
      return read;
    },
  };
}

function inFolder(folder: string): ExerciseFound[] {
  try {
    const files = readdirSync(folder, { withFileTypes: true });
    return files
      .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
      .map((entry) => read(folder, entry.name));
  } catch (error) {
    return [{ name: folder, trouble: { code: "fileUnreadable", params: { file: folder, why: whyOf(error) } } }];
  }
}

function read(folder: string, file: string): ExerciseFound {
  const name = file.slice(0, -".json".length);
  try {
    const bytes = readFileSync(join(folder, file));
    if (bytes.length > MOST_BYTES) {
      const params = { file, path: "·", expected: `<=${MOST_BYTES} B`, found: `${bytes.length} B` };
      throw new TroubleError("exerciseBroken", params);
    }
    const exercise = readExercise(file, bytes.toString("utf8"));
    if (exercise.exercise !== name) {
      throw new TroubleError("exerciseBroken", { file, path: "exercise", expected: name, found: exercise.exercise });
    }
    const from = Date.parse(exercise.start);
    return { name, file: exercise, from, to: from + exercise.minutes * MINUTE };
  } catch (error) {
    return { name, trouble: troubleOf(file, error) };
  }
}

function troubleOf(file: string, error: unknown): Trouble {
  if (error instanceof TroubleError) return error.trouble;
  return { code: "fileUnreadable", params: { file, why: whyOf(error) } };
}

const whyOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
