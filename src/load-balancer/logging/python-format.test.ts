import { describe, expect, it } from 'vitest';
import { findFormatFault, formatRecord, type LogRecord } from './python-format.ts';

const record: LogRecord = {
  level: 'WARNING',
  name: 'marathon_lb',
  message: '100% of $& it',
  atMs: Date.UTC(2026, 10, 30, 2, 3, 4, 5),
  place: 'steering.ts:12',
};

describe('formats of log lines', () => {
  it.each([
    ['%(name)s: %(message)s', 'marathon_lb: 100% of $& it'],
    ['[%(levelname)-8s|%(levelname)8s]', '[WARNING | WARNING]'],
    ['%(filename)s:%(lineno)d %(module)s', 'steering.ts:12 steering'],
    ['%(levelno)05d %(name).3s %%', '00030 mar %'],
    ['%(created).1f', '1796004184.0'],
  ])('%s', (format, line) => {
    expect(findFormatFault(format)).toBeUndefined();
    expect(formatRecord(format, record)).toBe(line);
  });

  it('have the time as Python writes it', () => {
    expect(formatRecord('%(asctime)-15s', record)).toMatch(/^2026-11-\d\d \d\d:03:04,005$/);
  });

  it.each([
    ['%(odd)s', "unknown field 'odd'"],
    ['50%', 'a percent sign is %%'],
    ['%(name)', 'fields are written'],
  ])('that make no sense are refused: %s', (format, why) => {
    expect(findFormatFault(format)).toContain(why);
  });
});
