/** The keys of a case's page beside those of its commands and the digits, which choose the proposed departments. */
export const PAGE_KEYS = {
  next: "j",
  previous: "k",
  claim: "c",
  more: "q",
  cameras: "o",
  contact: "Shift+T",
} as const;
