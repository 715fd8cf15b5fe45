/** Keys of notes that one room of the hub writes and another reads. */

/** There once people here have moved a case of the platform: its files then no longer say everything about its cases. */
export function movedHereNote(platform: string): string {
  return `moved-here/${platform}`;
}
