/** What the machine's graphics can do, asked before a map is built so that a refusal is an answer and not a crash. */

/** The largest drawing surface we ask for, in device pixels; the machine's own limit may be lower. */
const LARGEST = 16_384;

/** Pauses between two looks whether the GPU has drawn, ms: a slow machine is not asked all the time. */
const [FIRST_LOOK, LAST_LOOK] = [4, 40];

/** The largest canvas side this machine draws, in device pixels; null when there is no WebGL 2 at present. */
export function largestCanvasSide(): number | null {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (gl === null || gl.isContextLost()) return null;
  const texture = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
  const [width = 0, height = 0] = gl.getParameter(gl.MAX_VIEWPORT_DIMS) as Int32Array;
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return Math.min(LARGEST, texture, width, height);
}

/** Calls back once everything sent to the GPU so far is drawn, or after two seconds without an answer. */
export function whenDrawn(gl: WebGL2RenderingContext, done: () => void): void {
  const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (sync === null) return done();
  gl.flush();
  const giveUp = performance.now() + 2000;
  let wait = FIRST_LOOK;
  const poll = () => {
    const drawn = gl.isContextLost() || gl.getSyncParameter(sync, gl.SYNC_STATUS) === gl.SIGNALED;
    if (!drawn && performance.now() < giveUp) {
      wait = Math.min(LAST_LOOK, wait * 1.5);
      setTimeout(poll, wait);
      return;
    }
    gl.deleteSync(sync);
    done();
  };
  setTimeout(poll, wait);
}
