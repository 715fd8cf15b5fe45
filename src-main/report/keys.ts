/**
 * The key that bundles are signed with: made when it is first needed, readable by whoever runs the program alone, its
 * public half beside it to be given to those who verify.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const PRIVATE = "report-key.pem";
const PUBLIC = "report-key.pub.pem";

/** The signing key of a folder `keys`. A key that is there and cannot be read throws as the system says it. */
export async function signingKey(folder: string): Promise<KeyObject> {
  const file = join(folder, PRIVATE);
  try {
    return createPrivateKey(await readFile(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  // "wx": of two that begin at once the first one's key stays.
  try {
    await writeFile(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return signingKey(folder);
    throw error;
  }
  await writeFile(join(folder, PUBLIC), publicKey.export({ type: "spki", format: "pem" }));
  return privateKey;
}

/** The public half as PEM text. */
export function publicText(key: KeyObject): string {
  return createPublicKey(key).export({ type: "spki", format: "pem" }) as string;
}

/** How a public key is told to people: the first half of its SHA-256 in groups of four. */
export function fingerprint(publicKey: KeyObject): string {
  const der = publicKey.export({ type: "spki", format: "der" });
  const hex = createHash("sha256").update(der).digest("hex").slice(0, 32);
  return hex.match(/.{4}/g)?.join(" ") ?? hex;
}
