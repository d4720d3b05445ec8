/** Where each square of the picture of all agents is: by place, in rows; larger when they are few. */
import type { Square } from '../../live/topology.ts';

export interface Box {
  readonly square: Square;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly boxes: readonly Box[];
  readonly titles: readonly { readonly place: string; readonly y: number }[];
  /** Of a square. */
  readonly sizePx: number;
  /** From one to the next. */
  readonly stepXPx: number;
  readonly stepYPx: number;
  readonly hasNames: boolean;
  readonly heightPx: number;
}

/** Below that, names stand beside their squares. */
const fewestWithoutNames = 200;
const fewestSmall = 2_000;
const titlePx = 22;
const gapBetweenPlacesPx = 8;

export function layOut(squares: readonly Square[], widthPx: number): Layout {
  const hasNames = squares.length < fewestWithoutNames;
  const sizePx = hasNames ? 18 : squares.length < fewestSmall ? 16 : 8;
  const stepXPx = hasNames ? 168 : sizePx + 3;
  const stepYPx = hasNames ? 26 : sizePx + 3;
  const inRow = Math.max(1, Math.floor(widthPx / stepXPx));
  const boxes: Box[] = [];
  const titles: { place: string; y: number }[] = [];
  let y = 0;
  let column = 0;
  let place: string | undefined;
  for (const square of squares) {
    if (square.place !== place) {
      if (place !== undefined) y += stepYPx + gapBetweenPlacesPx;
      titles.push({ place: square.place, y });
      y += titlePx;
      column = 0;
      ({ place } = square);
    } else if (column === inRow) {
      y += stepYPx;
      column = 0;
    }
    boxes.push({ square, x: 2 + column * stepXPx, y: y + 2 });
    column++;
  }
  const heightPx = boxes.length === 0 ? 0 : y + stepYPx + 4;
  return { boxes, titles, sizePx, stepXPx, stepYPx, hasNames, heightPx };
}

/** Whose square, or name, is there. */
export function findBox(layout: Layout, x: number, y: number): Box | undefined {
  const { boxes, sizePx, stepXPx, hasNames } = layout;
  const widthPx = hasNames ? stepXPx - 8 : sizePx;
  return boxes.find((box) => x >= box.x && x < box.x + widthPx && y >= box.y && y < box.y + sizePx);
}
