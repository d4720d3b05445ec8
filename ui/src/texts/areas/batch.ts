/** What is said while the same is done to many rows. */
import { words } from '../words.ts';

export const batchWords = words(
  {
    title: '{title}: {count} rows',
    running: '{done} done, {failed} failed, {skipped} left out, {rest} to come',
    over: 'Over: {done} done, {failed} failed, {skipped} left out, {rest} not begun',
    rows: 'The rows, with how it went',
    is_waiting: 'waits',
    is_running: 'begun',
    is_done: 'done',
    is_failed: 'failed',
    is_skipped: 'left out',
    is_stopped: 'not begun',
    more: 'and {count} more',
    again: 'Try the {count} that failed again',
    force: 'Give up what holds {count} of them',
    stop: 'Stop',
    close: 'Close',
  },
  {
    title: '{title}：{count} 行',
    running: '完成 {done}，失败 {failed}，跳过 {skipped}，剩余 {rest}',
    over: '结束：完成 {done}，失败 {failed}，跳过 {skipped}，未开始 {rest}',
    rows: '各行及其结果',
    is_waiting: '等待',
    is_running: '进行中',
    is_done: '完成',
    is_failed: '失败',
    is_skipped: '跳过',
    is_stopped: '未开始',
    more: '另有 {count} 行',
    again: '重试失败的 {count} 个',
    force: '放弃占用其中 {count} 个的部署',
    stop: '停止',
    close: '关闭',
  },
);
