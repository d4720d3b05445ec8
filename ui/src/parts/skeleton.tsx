/** In the place of what is on its way; seen only when that takes longer than a moment. */
import { useSay } from '../texts/texts.ts';
import './skeleton.css';

const lines = [0, 1, 2, 3];

export function Skeleton() {
  const say = useSay();
  return (
    <div className="skeleton">
      <span className="visually-hidden">{say('loading')}</span>
      {lines.map((line) => (
        <span key={line} aria-hidden="true" className="skeleton-line" />
      ))}
    </div>
  );
}
