/**
 * Tiles of plain degrees (EPSG:4490, 天地图 `_c`) as Web Mercator tiles, which is all that the map draws.
 *
 * At level z such a grid has 2^z columns and 2^(z-1) rows of tiles, so columns are those of Web Mercator and only the rows
 * must be bent: each strip of a picture is drawn from the rows of degrees that it shows.
 */

/** Height of a strip in pixels of the made tile: half a pixel of error at most in the middle latitudes. */
const STRIP = 4;
const SIDE = 256;

/** Latitude of a place on the Web Mercator square, y from 0 (north) to 1. Degrees. */
export function latitudeAt(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** A strip of a tile to be made: where it goes, and from which row of tiles it comes. */
export interface Strip {
  /** Top and height in the made tile, pixels. */
  readonly top: number;
  readonly height: number;
  /** Row of source tiles, and the part of it from the top, both pixels of the source tile. */
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** The strips of a tile. A strip that lies in two rows of source tiles is cut at their border. */
export function stripsOf(z: number, y: number): Strip[] {
  const side = 2 ** z;
  const rows = side / 2;
  /** Place in the source, in rows of tiles from the north. */
  const rowAt = (pixel: number) => ((90 - latitudeAt((y + pixel / SIDE) / side)) / 180) * rows;
  const strips: Strip[] = [];
  for (let top = 0; top < SIDE; top += STRIP) {
    const [begin, end] = [rowAt(top), rowAt(top + STRIP)];
    const last = Math.ceil(end) - 1;
    for (let row = Math.floor(begin); row <= last; row++) {
      if (row < 0 || row >= Math.max(1, rows)) continue;
      const [from, to] = [Math.max(begin, row), Math.min(end, row + 1)];
      const share = (at: number) => top + ((at - begin) / (end - begin)) * STRIP;
      strips.push({
        top: share(from),
        height: share(to) - share(from),
        row,
        from: (from - row) * SIDE,
        to: (to - row) * SIDE,
      });
    }
  }
  return strips;
}

/** A tile's address as MapLibre asks for it: `lonlat://…/{z}/{x}/{y}`. */
const ASKED = /^lonlat:\/\/(.*)\/(\d+)\/(\d+)\/(\d+)$/;

/** Makes one tile; for MapLibre's `addProtocol`. Rejects when none of its pictures can be had. */
export async function lonlatTile(
  { url }: { readonly url: string },
  { signal }: AbortController,
): Promise<{ data: ImageBitmap }> {
  const [, base, ...numbers] = ASKED.exec(url) ?? [];
  if (base === undefined) throw new Error(`no tile of degrees: ${url}`);
  const [z, x, y] = numbers.map(Number) as [number, number, number];
  const strips = stripsOf(z, y);
  const rows = [...new Set(strips.map(({ row }) => row))];
  const pictures = new Map(
    await Promise.all(rows.map(async (row) => [row, await pictureOf(`${base}/${z}/${x}/${row}`, signal)] as const)),
  );
  if ([...pictures.values()].every((picture) => picture === null)) throw new Error("no picture there");
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas for tiles");
  for (const { top, height, row, from, to } of strips) {
    const picture = pictures.get(row) ?? null;
    if (picture !== null) context.drawImage(picture, 0, from, SIDE, to - from, 0, top, SIDE, height);
  }
  for (const picture of pictures.values()) picture?.close();
  return { data: canvas.transferToImageBitmap() };
}

async function pictureOf(url: string, signal: AbortSignal): Promise<ImageBitmap | null> {
  const response = await fetch(url, { signal });
  return response.ok ? createImageBitmap(await response.blob()) : null;
}
