/** What tables say of themselves. */
import { words } from '../words.ts';

export const tableWords = words(
  {
    columns: 'Columns',
    usualColumns: 'The usual columns',
    usualWidths: 'The usual widths',
    resize: 'Width of {column}',
  },
  {
    columns: '列',
    usualColumns: '默认列',
    usualWidths: '默认宽度',
    resize: '“{column}”的宽度',
  },
);
