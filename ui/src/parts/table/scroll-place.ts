/** Where something was scrolled to is found again when the reader comes back to that step of the history. */
import { type RefObject, useEffect } from 'react';
import { historyStep } from '../../base/router.ts';

/** Only the newest are kept. */
const mostPlaces = 500;
const places = new Map<string, number>();

export function useScrollPlace(
  element: RefObject<HTMLElement | null>,
  name: string,
  /** There is something that can be scrolled. */
  isReady: boolean,
): void {
  useEffect(() => {
    const { current } = element;
    if (current === null || !isReady) return;
    const key = `${historyStep()} ${name}`;
    const known = places.get(key);
    if (known !== undefined && current.scrollTop === 0) current.scrollTop = known;
    const onScroll = (): void => {
      places.delete(key);
      places.set(key, current.scrollTop);
      if (places.size > mostPlaces) places.delete(places.keys().next().value!);
    };
    // Before rows are put in their places: to be asked afterwards, a browser would lay them out first.
    const options = { passive: true, capture: true };
    current.addEventListener('scroll', onScroll, options);
    return () => current.removeEventListener('scroll', onScroll, options);
  }, [element, name, isReady]);
}
