/**
 * When the page has drawn. A step is over once something was drawn after it and the card has finished that.
 *
 * A card in software draws instances one by one: a picture of a million of them took it over a quarter of a minute. What a
 * drawing call costs in script does not depend on how many instances it names, so a call may be cut short: all rows are on
 * the card, and only the picture has fewer of them.
 */

/** Between two looks for the card's answer, ms; each look is script that nobody but the bench needs. */
const LOOK = 60;

let most = Number.POSITIVE_INFINITY;
let waiting: ((gl: WebGL2RenderingContext) => void)[] = [];
let frames = 0;
let inFrame = false;

/** Instances drawn by one call at most. */
export function drawAtMost(instances: number): void {
  most = instances;
}

/** How many times something was drawn; all that one task draws is one time. */
export const framesDrawn = (): number => frames;

/** Begins to watch every context of this page; call it once, before the first is made. */
export function watchDrawing(): void {
  const { prototype } = WebGL2RenderingContext;
  const told = (gl: WebGL2RenderingContext) => {
    if (!inFrame) {
      inFrame = true;
      frames++;
      queueMicrotask(() => (inFrame = false));
    }
    const answer = waiting;
    waiting = [];
    for (const tell of answer) tell(gl);
  };
  const { drawArraysInstanced, drawElementsInstanced, drawArrays, drawElements } = prototype;
  prototype.drawArraysInstanced = function (this: WebGL2RenderingContext, mode, first, count, instances) {
    drawArraysInstanced.call(this, mode, first, count, Math.min(most, instances));
    told(this);
  };
  prototype.drawElementsInstanced = function (this: WebGL2RenderingContext, mode, count, type, offset, instances) {
    drawElementsInstanced.call(this, mode, count, type, offset, Math.min(most, instances));
    told(this);
  };
  prototype.drawArrays = function (this: WebGL2RenderingContext, ...call) {
    drawArrays.apply(this, call);
    told(this);
  };
  prototype.drawElements = function (this: WebGL2RenderingContext, ...call) {
    drawElements.apply(this, call);
    told(this);
  };
}

/** Once something has been drawn from now on, and the card is done with all that the page gave it. */
export async function drawn(): Promise<void> {
  const gl = await new Promise<WebGL2RenderingContext>((resolve) => waiting.push(resolve));
  await new Promise((resolve) => setTimeout(resolve)); // the rest of the frame
  const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (sync === null) throw new Error("the page lost its graphics context");
  gl.flush();
  while (gl.getSyncParameter(sync, gl.SYNC_STATUS) !== gl.SIGNALED) {
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
  gl.deleteSync(sync);
}
