/** 摄像机在线率: how many can be looked through, since when the others cannot, and whose they are. */
export function CameraHealthBoard() {
  return null;
}
