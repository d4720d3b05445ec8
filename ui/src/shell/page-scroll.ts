/** A page that the reader comes back to is scrolled to where it was; another one begins at its top. */
import { useEffect } from 'react';
import { historyStep, usePlace } from '../base/router.ts';

const mostSteps = 200;
/** Rows come a little later than the page. */
const longestWaitMs = 3_000;
const known = new Map<string, number>();

export function usePageScroll(selector: string): void {
  usePlace();
  const step = historyStep();
  useEffect(() => {
    const page = document.querySelector<HTMLElement>(selector);
    if (page === null) return;
    const wanted = known.get(step) ?? 0;
    page.scrollTop = wanted;
    const onScroll = (): void => {
      known.delete(step);
      known.set(step, page.scrollTop);
      if (known.size > mostSteps) known.delete(known.keys().next().value!);
    };
    const grown = new ResizeObserver(() => {
      page.scrollTop = wanted;
      if (page.scrollTop >= wanted) settle();
    });
    const settle = (): void => {
      grown.disconnect();
      clearTimeout(timer);
      page.addEventListener('scroll', onScroll, { passive: true });
    };
    const timer = setTimeout(settle, longestWaitMs);
    // Whoever moves the page has the last word.
    const moved = ['wheel', 'keydown', 'pointerdown'] as const;
    for (const name of moved) window.addEventListener(name, settle, { once: true, passive: true });
    for (const child of page.children) grown.observe(child);
    if (page.scrollTop >= wanted) settle();
    return () => {
      settle();
      page.removeEventListener('scroll', onScroll);
      for (const name of moved) window.removeEventListener(name, settle);
    };
  }, [step, selector]);
}
