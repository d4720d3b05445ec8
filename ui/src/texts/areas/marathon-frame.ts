/** What Marathon's pages say above all of them. */
import { words } from '../words.ts';

export const frameWords = words(
  {
    login:
      'Marathon does not know you any more (401): your password may have changed. What you see is from before, and what you typed stays.',
    loginAgain: 'Log in again',
    masterLost:
      'Marathon lost the Mesos master {ago}: until it is back, no instance is started or ended.',
  },
  {
    login:
      'Marathon 不再认识您（401）：您的密码可能已更改。所显示的是之前的内容，您输入的内容仍保留。',
    loginAgain: '重新登录',
    masterLost: 'Marathon 于 {ago} 失去了 Mesos master：恢复之前不会启动或结束任何实例。',
  },
);
