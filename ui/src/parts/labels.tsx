/** Names and values, each pair by itself; a dash for none. */
import './labels.css';

export function Labels({
  labels,
}: {
  readonly labels: readonly (readonly [name: string, value: string])[];
}) {
  if (labels.length === 0) return <>–</>;
  return (
    <ul className="labels">
      {labels.map(([name, value], i) => (
        <li key={i} className="mono">
          {value === '' ? name : `${name}=${value}`}
        </li>
      ))}
    </ul>
  );
}
