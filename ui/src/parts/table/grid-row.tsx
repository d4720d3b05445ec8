/**
 * A row of a table. Its cells are made anew when something in it changed, not when it is only moved;
 * and while it is on its way they keep what they had, unseen, which is cheaper than emptying them.
 */
import { memo, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useSay } from '../../texts/texts.ts';
import type { gridStyle } from './column-layout.ts';
import type { Column } from './grid.tsx';
import { MarkBox } from './marks.tsx';
import type { Marks } from './use-marks.ts';

export interface GridRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  /** Undefined, as its id: on its way. */
  readonly row: Row | undefined;
  readonly id: string | undefined;
  readonly index: number;
  readonly top: number;
  readonly layout: ReturnType<typeof gridStyle>;
  readonly marks: Marks<Row> | undefined;
  readonly rowLabel: ((row: Row) => string) | undefined;
}

export function GridRow<Row>(props: GridRowProps<Row>) {
  const { columns, row, id, index, top, layout, marks, rowLabel } = props;
  const element = useRef<HTMLDivElement>(null);
  const held = useRef({ row, id });
  if (row !== undefined) held.current = { row, id };
  useLettingGo(element, id, index);
  return (
    <div
      ref={element}
      role="row"
      aria-rowindex={index + 2}
      className="row"
      tabIndex={-1}
      data-row={index}
      data-coming={row === undefined}
      data-marked={id !== undefined && marks?.set.has(id) === true}
      style={{ ...layout, transform: `translateY(${top}px)` }}
    >
      {marks !== undefined && (
        <div role="cell" className="marks">
          {row !== undefined && (
            <MarkBox marks={marks} row={row} index={index} label={rowLabel?.(row) ?? id!} />
          )}
        </div>
      )}
      <Cells columns={columns} row={held.current.row} id={held.current.id} />
    </div>
  );
}

/** The focus does not go over from one row to the other that is shown in its place. */
function useLettingGo(
  element: RefObject<HTMLElement | null>,
  id: string | undefined,
  index: number,
): void {
  const before = useRef({ id, index });
  useLayoutEffect(() => {
    const { current } = before;
    const isSame = current.id === undefined ? current.index === index : current.id === id;
    before.current = { id, index };
    const { activeElement } = document;
    if (isSame || !(activeElement instanceof HTMLElement)) return;
    if (element.current?.contains(activeElement) === true) activeElement.blur();
  }, [element, id, index]);
}

interface CellsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly row: Row | undefined;
  readonly id: string | undefined;
}

function AllCells<Row>({ columns, row, id }: CellsProps<Row>): ReactNode {
  return columns.map((column) => <Cell key={column.key} column={column} row={row} id={id} />);
}

const Cells = memo(
  AllCells,
  (before, now) =>
    before.id === now.id &&
    isSame(before.columns, now.columns) &&
    isSame(before.row ?? {}, now.row ?? {}),
) as typeof AllCells;

/** In whatever stands in them. */
function isSame(left: object, right: object): boolean {
  if (left === right) return true;
  const keys = Object.keys(left) as never[];
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.is(left[key], right[key]))
  );
}

/** What has just changed is tinted for a moment. */
function Cell<Row>({
  column: { key, isNumber, cell },
  row,
  id,
}: {
  readonly column: Column<Row>;
  readonly row: Row | undefined;
  readonly id: string | undefined;
}) {
  const say = useSay();
  const value = (row as Readonly<Record<string, unknown>> | undefined)?.[key];
  const before = useRef({ id, value, changes: 0 });
  const [, redraw] = useState(0);
  const { current } = before;
  let changes = current.id === id ? current.changes : 0;
  const isChanged = id !== undefined && current.id === id && !Object.is(current.value, value);
  if (isChanged && typeof value !== 'object') changes++;
  before.current = { id, value, changes };
  const classes = [isNumber === true ? 'number' : '', changes > 0 ? `changed-${changes % 2}` : ''];
  return (
    <div
      role="cell"
      className={classes.join(' ').trim()}
      onAnimationEnd={() => {
        before.current.changes = 0;
        redraw((count) => count + 1);
      }}
    >
      {row === undefined ? '' : cell(row, say)}
    </div>
  );
}
