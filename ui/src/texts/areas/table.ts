/** What tables say of themselves. */
import { words } from '../words.ts';

export const tableWords = words(
  {
    columns: 'Columns',
    usualColumns: 'The usual columns',
    usualWidths: 'The usual widths',
    resize: 'Width of {column}',
    mark: 'Mark {row}',
    markSeen: 'Mark the rows that are seen',
    marked: '{count} marked',
    markAll: 'All {count} that match',
    markFirst: 'The first {count} that match',
    unmark: 'Clear marks',
    news: '{count} new',
    gone: '{count} gone',
    moved: 'The order changed',
  },
  {
    columns: '列',
    usualColumns: '默认列',
    usualWidths: '默认宽度',
    resize: '“{column}”的宽度',
    mark: '标记 {row}',
    markSeen: '标记可见的行',
    marked: '已标记 {count} 行',
    markAll: '全部 {count} 个匹配行',
    markFirst: '前 {count} 个匹配行',
    unmark: '清除标记',
    news: '新增 {count}',
    gone: '减少 {count}',
    moved: '顺序已变化',
  },
);
