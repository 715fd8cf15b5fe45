/** The library without subtitles, keys and separate sound; it has the same types. */
declare module "hls.js/light" {
  export { default } from "hls.js";
}
