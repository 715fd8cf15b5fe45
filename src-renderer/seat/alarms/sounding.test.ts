import { expect, test } from "vitest";
import type { AlarmLine, AlarmTone } from "../../../shared/alarm.ts";
import { NOTHING_SOUNDED, dueTone } from "./sounding.ts";

const line = (key: string, risen: AlarmTone, state: AlarmLine["state"] = "open") =>
  ({ key, rule: key.split("/")[0], risen, state }) as AlarmLine;
const all = (...alarms: readonly AlarmLine[]) => ({ alarms, groups: [] });

test("Z58 an alarm sounds when it comes and when it rises, and not because it is still there", () => {
  const first = dueTone(all(line("a/1", "calm")), NOTHING_SOUNDED, 0);
  expect(first.tone).toBe("calm");
  const still = dueTone(all(line("a/1", "calm")), first.sounded, 1_000);
  expect(still.tone).toBeNull();
  const risen = dueTone(all(line("a/1", "pressing")), still.sounded, 2_000);
  expect(risen.tone).toBe("pressing");
  // Seen to it is silent, and sounds again when it is open again.
  const seen = dueTone(all(line("a/1", "pressing", "acknowledged")), risen.sounded, 3_000);
  expect(seen.tone).toBeNull();
  expect(dueTone(all(line("a/1", "pressing")), seen.sounded, 4_000).tone).toBe("pressing");
});

test("Z58 of several the loudest sounds, and a group sounds once a minute", () => {
  expect(dueTone(all(line("a/1", "calm"), line("b/1", "urgent")), NOTHING_SOUNDED, 0).tone).toBe("urgent");
  const group = (...keys: readonly string[]) => ({
    alarms: keys.map((key) => line(key, "calm")),
    groups: [{ rule: "a", title: "", titleEn: "", keys }],
  });
  const flood = dueTone(group("a/1", "a/2", "a/3"), NOTHING_SOUNDED, 0);
  expect(flood.tone).toBe("calm");
  const more = dueTone(group("a/1", "a/2", "a/3", "a/4"), flood.sounded, 59_000);
  expect(more.tone).toBeNull();
  expect(dueTone(group("a/1", "a/2", "a/3", "a/4", "a/5"), more.sounded, 60_000).tone).toBe("calm");
});
