/**
 * For those who do not see a page: its verdict, told when that becomes another one, and not more often
 * than somebody can listen. Numbers that change all the time make no other verdict.
 */
import { useEffect, useRef, useState } from 'react';
import { tellInMs } from './tell-in.ts';

/** `verdict` differs when `text` has something new to say. */
export function Told({ verdict, text }: { readonly verdict: string; readonly text: string }) {
  // What stands there when the page comes is read with it.
  const [told, setTold] = useState(() => ({ verdict, text, atMs: performance.now() }));
  const now = useRef({ verdict, text });
  now.current = { verdict, text };
  useEffect(() => {
    const inMs = tellInMs(told, verdict, performance.now());
    if (inMs === undefined) return;
    const timer = setTimeout(() => {
      setTold({ ...now.current, atMs: performance.now() });
    }, inMs);
    return () => clearTimeout(timer);
  }, [told, verdict]);
  return (
    <span className="visually-hidden" role="status">
      {told.text}
    </span>
  );
}
