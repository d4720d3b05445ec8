import { describe, expect, it } from 'vitest';
import {
  clampedPx,
  gridStyle,
  leastColumnPx,
  leastPx,
  mostColumnPx,
  shownColumns,
  toggledColumn,
} from './column-layout.ts';

const columns = [
  { key: 'id', width: 'minmax(10rem, 2fr)' },
  { key: 'host', width: '5rem' },
  { key: 'domain', width: '100px', isHidden: true },
];
const keys = (asked: string): string[] => shownColumns(columns, asked).map(({ key }) => key);

describe('the columns of a table', () => {
  it('are the usual ones unless the address names others, in their own order', () => {
    expect(keys('')).toEqual(['id', 'host']);
    expect(keys('domain,id')).toEqual(['id', 'domain']);
    expect(keys('domain,no-such')).toEqual(['domain']);
    expect(keys('no-such')).toEqual(['id', 'host']);
  });

  it('are switched one by one, and the last one stays', () => {
    expect(toggledColumn(columns, '', 'domain')).toBe('id,host,domain');
    expect(toggledColumn(columns, 'id,host,domain', 'domain')).toBeUndefined();
    expect(toggledColumn(columns, '', 'host')).toBe('id');
    expect(toggledColumn(columns, 'id', 'id')).toBe('id');
    expect(toggledColumn([columns[0]!], '', 'id')).toBeUndefined();
  });

  it('are as wide as was set, or as they like to be, and never narrower together', () => {
    expect(leastPx('minmax(10rem, 2fr)')).toBe(160);
    expect(leastPx('1fr')).toBe(leastColumnPx);
    expect(gridStyle(columns, { host: 200 })).toEqual({
      gridTemplateColumns: 'minmax(10rem, 2fr) 200px 100px',
      minWidth: '460px',
    });
    expect(clampedPx(1)).toBe(leastColumnPx);
    expect(clampedPx(99_999)).toBe(mostColumnPx);
    expect(clampedPx(100.4)).toBe(100);
  });
});
