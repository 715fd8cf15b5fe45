/**
 * The three tones of alarms, made on the spot so that nothing need be fetched: calm is one soft note, pressing two, urgent
 * three that climb, twice. A browser lets nothing sound before the person has touched the window once.
 */
import type { AlarmTone } from "../../../shared/alarm.ts";

/** One note: its pitch in Hz, its start and length in seconds. */
interface Note {
  readonly pitch: number;
  readonly at: number;
  readonly length: number;
}

export const NOTES: Readonly<Record<AlarmTone, readonly Note[]>> = {
  calm: [{ pitch: 523, at: 0, length: 0.35 }],
  pressing: [
    { pitch: 659, at: 0, length: 0.18 },
    { pitch: 659, at: 0.28, length: 0.18 },
  ],
  urgent: [0, 0.75].flatMap((from) => [
    { pitch: 784, at: from, length: 0.14 },
    { pitch: 988, at: from + 0.18, length: 0.14 },
    { pitch: 1175, at: from + 0.36, length: 0.22 },
  ]),
};
/** A note swells and fades so long, s: a bare edge would click. */
const EDGE = 0.02;

export interface Tones {
  /** Sounds a tone; `volume` 0–1. False when the browser does not let it: nobody has touched the window yet. */
  play(tone: AlarmTone, volume: number): boolean;
  close(): void;
}

/** @param open makes the browser's sound; called when a tone is first wanted */
export function openTones(open: () => AudioContext = () => new AudioContext()): Tones {
  let sound: AudioContext | null = null;
  return {
    play(tone, volume) {
      if (volume <= 0) return true;
      sound ??= open();
      if (sound.state === "suspended") void sound.resume();
      if (sound.state !== "running") return false;
      const begin = sound.currentTime + EDGE;
      for (const { pitch, at, length } of NOTES[tone]) {
        const note = sound.createOscillator();
        const gain = sound.createGain();
        note.type = tone === "urgent" ? "triangle" : "sine";
        note.frequency.value = pitch;
        gain.gain.setValueAtTime(0, begin + at);
        gain.gain.linearRampToValueAtTime(volume, begin + at + EDGE);
        gain.gain.setValueAtTime(volume, begin + at + length - EDGE);
        gain.gain.linearRampToValueAtTime(0, begin + at + length);
        note.connect(gain).connect(sound.destination);
        note.start(begin + at);
        note.stop(begin + at + length);
      }
      return true;
    },
    close() {
      void sound?.close();
      sound = null;
    },
  };
}
