/**
 * The picture: drawn, because ten thousand elements would be too many. The ramp tells how full an
 * agent is; what is not active has a line of a colour and a shape of its own.
 */
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { AgentState } from '../../live/model.ts';
import type { Square } from '../../live/topology.ts';
import { go } from '../../base/router.ts';
import { topologyWords } from '../../texts/areas/topology.ts';
import { useWords } from '../../texts/texts.ts';
import { type Box, findBox, layOut, type Layout } from './topology-layout.ts';

const steps = 5;
/** Those which are not looked for, while something is. */
const dimmed = 0.3;

type Mark = 'cross' | 'slash' | 'bar';
const marks: Readonly<Partial<Record<AgentState, readonly [colour: string, mark: Mark]>>> = {
  unreachable: ['--bad-solid', 'cross'],
  gone: ['--bad-solid', 'cross'],
  disconnected: ['--attention-solid', 'slash'],
  deactivated: ['--attention-solid', 'slash'],
  recovering: ['--attention-solid', 'slash'],
  draining: ['--ending-solid', 'bar'],
  drained: ['--ending-solid', 'bar'],
};

export function Picture({
  squares,
  isLooking,
  label,
}: {
  readonly squares: readonly Square[];
  readonly isLooking: boolean;
  readonly label: string;
}) {
  const word = useWords(topologyWords);
  const canvas = useRef<HTMLCanvasElement>(null);
  const widthPx = useWidth(canvas);
  const theme = useThemeAge();
  const [hovered, setHovered] = useState<Box | undefined>();
  const layout = useMemo(() => layOut(squares, widthPx), [squares, widthPx]);
  useEffect(() => {
    if (canvas.current !== null && widthPx > 0) {
      draw(canvas.current, layout, { widthPx, isLooking, noPlace: word('noPlace') });
    }
  });
  useEffect(() => setHovered(undefined), [layout, theme]);
  const at = ({ clientX, clientY }: PointerEvent): Box | undefined => {
    const { left, top } = canvas.current!.getBoundingClientRect();
    return findBox(layout, clientX - left, clientY - top);
  };
  return (
    <div className="topology-picture">
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        style={{ height: `${layout.heightPx}px` }}
        onPointerMove={(event) => setHovered(at(event))}
        onPointerLeave={() => setHovered(undefined)}
        onPointerUp={(event) => {
          const box = at(event);
          if (box !== undefined) go(`/agents/${encodeURIComponent(box.square.id)}`);
        }}
      />
      {hovered !== undefined && <Label box={hovered} widthPx={widthPx} below={layout.sizePx} />}
    </div>
  );
}

const labelPx = 320;

function Label({
  box: { square, x, y },
  widthPx,
  below,
}: {
  readonly box: Box;
  readonly widthPx: number;
  readonly below: number;
}) {
  const word = useWords(topologyWords);
  const { hostname, id, state, load, tasks, found } = square;
  const host = hostname === '' ? id : hostname;
  const percent = Math.round(load * 100);
  return (
    <p
      className="topology-label"
      style={{
        left: `${Math.max(0, Math.min(x, widthPx - labelPx))}px`,
        top: `${y + below + 6}px`,
      }}
    >
      {word('label', { host, state, percent, tasks })}
      {found > 0 && ` (${word('labelFound', { found })})`}
    </p>
  );
}

function draw(
  canvas: HTMLCanvasElement,
  layout: Layout,
  { widthPx, isLooking, noPlace }: { widthPx: number; isLooking: boolean; noPlace: string },
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const scale = window.devicePixelRatio;
  canvas.width = widthPx * scale;
  canvas.height = layout.heightPx * scale;
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  context.font = `13px ${colour('--sans')}`;
  context.textBaseline = 'middle';
  context.fillStyle = colour('--muted');
  for (const { place, y } of layout.titles) {
    context.fillText(place === '' ? noPlace : place, 2, y + 10);
  }
  for (const box of layout.boxes) {
    context.globalAlpha = isLooking && box.square.found === 0 ? dimmed : 1;
    drawBox(context, layout, box, colour);
  }
  context.globalAlpha = 1;
}

function drawBox(
  context: CanvasRenderingContext2D,
  { sizePx, stepXPx, hasNames }: Layout,
  { square, x, y }: Box,
  colour: (name: string) => string,
): void {
  context.fillStyle = colour(`--load-${stepOf(square.load)}`);
  context.fillRect(x, y, sizePx, sizePx);
  const [markColour, mark] = marks[square.state] ?? ['--hairline', undefined];
  context.strokeStyle = colour(square.found > 0 ? '--link' : markColour);
  context.lineWidth = square.found > 0 || mark !== undefined ? 2 : 1;
  context.strokeRect(x, y, sizePx, sizePx);
  if (mark !== undefined) drawMark(context, mark, { x, y, sizePx, stroke: colour(markColour) });
  if (!hasNames) return;
  context.fillStyle = colour('--text');
  const name = square.hostname === '' ? square.id : square.hostname;
  context.fillText(cut(context, name, stepXPx - sizePx - 18), x + sizePx + 6, y + sizePx / 2);
}

/** 1: empty, 5: full. */
const stepOf = (load: number): number => 1 + Math.min(steps - 1, Math.floor(load * steps));

function drawMark(
  context: CanvasRenderingContext2D,
  mark: Mark,
  { x, y, sizePx, stroke }: { x: number; y: number; sizePx: number; stroke: string },
): void {
  context.strokeStyle = stroke;
  context.beginPath();
  if (mark === 'bar') {
    context.moveTo(x, y + sizePx / 2);
    context.lineTo(x + sizePx, y + sizePx / 2);
  } else {
    context.moveTo(x, y + sizePx);
    context.lineTo(x + sizePx, y);
  }
  if (mark === 'cross') {
    context.moveTo(x, y);
    context.lineTo(x + sizePx, y + sizePx);
  }
  context.stroke();
}

function cut(context: CanvasRenderingContext2D, text: string, widthPx: number): string {
  if (context.measureText(text).width <= widthPx) return text;
  let shown = text.slice(0, 40);
  while (shown.length > 1 && context.measureText(`${shown}…`).width > widthPx) {
    shown = shown.slice(0, -1);
  }
  return `${shown}…`;
}

function useWidth(of: { readonly current: HTMLElement | null }): number {
  const [widthPx, setWidthPx] = useState(0);
  useEffect(() => {
    const at = of.current!;
    const watch = new ResizeObserver(() => setWidthPx(at.clientWidth));
    watch.observe(at);
    return () => watch.disconnect();
  }, [of]);
  return widthPx;
}

/** Grows when the theme changes, which a drawing has to follow by itself. */
function useThemeAge(): number {
  const [age, setAge] = useState(0);
  useEffect(() => {
    const watch = new MutationObserver(() => setAge((count) => count + 1));
    watch.observe(document.documentElement, { attributeFilter: ['class'] });
    return () => watch.disconnect();
  }, []);
  return age;
}
