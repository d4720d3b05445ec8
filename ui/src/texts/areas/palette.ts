/** The palette: what it leads to and does, beside the pages themselves. */
import { words } from '../words.ts';

export const paletteWords = words(
  {
    hint: 'Go to or do: a page, a name, an id, an action',
    action: 'Action',
    found: '{count} found',
    copyId: 'Copy the id',
    copyAddress: 'Copy the address of this page',
    keys: 'Show all keys',
    stdout: 'Output of the task (stdout)',
    stderr: 'Errors of the task (stderr)',
    files: 'Files of the task',
    terminal: 'Terminal in the task',
    json: 'JSON of the task',
  },
  {
    hint: '跳转或操作：页面、名称、标识、操作',
    action: '操作',
    found: '找到 {count} 项',
    copyId: '复制标识',
    copyAddress: '复制此页的地址',
    keys: '显示所有按键',
    stdout: '任务的输出（stdout）',
    stderr: '任务的错误（stderr）',
    files: '任务的文件',
    terminal: '任务中的终端',
    json: '任务的 JSON',
  },
);
