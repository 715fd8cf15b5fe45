/** The library without subtitles, sound tracks and encryption; its types are those of the whole. */
declare module "hls.js/light" {
  export { default } from "hls.js";
}
