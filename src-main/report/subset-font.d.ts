/** What is used of subset-font, which has no types of its own. */
declare module "subset-font" {
  /** Cuts a font down to the characters of a text; axes that are named become fixed. */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { readonly targetFormat: "truetype"; readonly variationAxes: Readonly<Record<string, number>> },
  ): Promise<Buffer>;
}
