/** 视频: the tiles of a scene. */
export function VideoBoard() {
  return null;
}
