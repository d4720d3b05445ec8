/** Between two columns: drawn with the pointer, or moved with arrow keys; Enter lets go of a width. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { tableWords } from '../../texts/areas/table.ts';
import { useWords } from '../../texts/texts.ts';
import { clampedPx, leastColumnPx, mostColumnPx } from './column-layout.ts';

const stepPx = 16;

export interface SeparatorProps {
  readonly title: string;
  /** Set by the reader, or what the column has at least. */
  readonly px: number;
  readonly onResize: (px: number | undefined) => void;
}

const widthOf = (element: Element): number =>
  element.parentElement?.getBoundingClientRect().width ?? leastColumnPx;

export function Separator({ title, px, onResize }: SeparatorProps) {
  const word = useWords(tableWords);
  const drag = useRef<{ fromX: number; fromPx: number } | undefined>(undefined);
  const onKey = (event: KeyboardEvent): void => {
    const now = widthOf(event.currentTarget);
    if (event.key === 'ArrowRight') onResize(clampedPx(now + stepPx));
    else if (event.key === 'ArrowLeft') onResize(clampedPx(now - stepPx));
    else if (event.key === 'Home') onResize(leastColumnPx);
    else if (event.key === 'Enter') onResize(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onDown = (event: PointerEvent): void => {
    drag.current = { fromX: event.clientX, fromPx: widthOf(event.currentTarget) };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
  };
  const onMove = ({ clientX }: PointerEvent): void => {
    const { current } = drag;
    if (current !== undefined) onResize(clampedPx(current.fromPx + clientX - current.fromX));
  };
  return (
    <div
      role="separator"
      className="separator"
      aria-orientation="vertical"
      aria-label={word('resize', { column: title })}
      aria-valuenow={Math.round(px)}
      aria-valuemin={leastColumnPx}
      aria-valuemax={mostColumnPx}
      tabIndex={0}
      onKeyDown={onKey}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={() => (drag.current = undefined)}
      onDoubleClick={() => onResize(undefined)}
    />
  );
}
