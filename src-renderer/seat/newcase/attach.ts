/** A picture from the disk or the clipboard, made small enough to go with a report. */
import type { PictureDraft } from "../../../shared/wire/desk.ts";
import { base64Of } from "../../camera/draft.ts";
import { fitting } from "../../camera/snapshot.ts";
import { sha256Of } from "../../camera/sha256.ts";

/** Larger files are no pictures of a street, bytes. */
export const MOST_FILE = 40_000_000;
/** The longest side of what is sent, pixels. */
const LONGEST = 1_920;

/** Each has a sentence `newcase.file.<code>`. */
export const FILE_PROBLEMS = ["notPicture", "tooLarge", "unreadable"] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/** What is wrong with a file before it is read; null when it may be a picture. */
export function fileProblem({ type, size }: Pick<File, "type" | "size">): FileProblem | null {
  if (type !== "image/jpeg" && type !== "image/png" && type !== "image/webp") return "notPicture";
  return size > MOST_FILE ? "tooLarge" : null;
}

/** The frame of a picture that is being made smaller, drawn anew so that nothing but what is seen goes with it. */
export async function pictureOf(bitmap: ImageBitmap, camera: number, at: number): Promise<PictureDraft | FileProblem> {
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const size = { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) };
  const picture = await fitting(size, async (width, height, quality) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no drawing context");
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, width, height);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
    return new Uint8Array(await blob.arrayBuffer());
  });
  if (picture === null) return "tooLarge";
  const { bytes, width, height } = picture;
  return {
    camera,
    at: Math.round(at),
    width,
    height,
    type: "image/jpeg",
    sha256: await sha256Of(bytes),
    data: base64Of(bytes),
  };
}

/** A file as a picture, or what is wrong with it. @param at hub time, epoch ms, that it is told to be of */
export async function attach(file: File, at: number): Promise<PictureDraft | FileProblem> {
  const problem = fileProblem(file);
  if (problem !== null) return problem;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return "unreadable";
  }
  try {
    return await pictureOf(bitmap, 0, at);
  } finally {
    bitmap.close();
  }
}
