/** How good a new password is, in words. The hub decides what it takes; this only helps to choose (rule Z92). */

export const STRENGTHS = ["short", "weak", "fair", "good"] as const;
export type Strength = (typeof STRENGTHS)[number];

/** The hub takes none shorter. */
export const SHORTEST = 8;
const WELL_KNOWN =
  /^(?:password|passw0rd|admin|administrator|root|welcome|iloveyou|letmein|qwerty|asdf|zxcv|abc)?\d*$/i;

/** Longest run of the same sign, or of neighbours such as 3456. */
function longestRun(text: string): number {
  let longest = 1;
  for (const step of [0, 1, -1]) {
    let run = 1;
    for (let i = 1; i < text.length; i++) {
      run = text.charCodeAt(i) - text.charCodeAt(i - 1) === step ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

/**
 * Length counts most: a sentence of common words is better than few odd signs.
 * @param login what one logs in by; a password with it in it is weak
 */
export function strengthOf(password: string, login: string): Strength {
  if ([...password].length < SHORTEST) return "short";
  const named = login.trim().length >= 2 && password.toLowerCase().includes(login.trim().toLowerCase());
  const varied = new Set(password).size;
  if (named || WELL_KNOWN.test(password) || varied < 5 || longestRun(password) > password.length / 2) return "weak";
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  const worth = password.length + 2 * (kinds - 1);
  return worth >= 16 ? "good" : worth >= 11 ? "fair" : "weak";
}
