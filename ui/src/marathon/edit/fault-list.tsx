/** What is wrong, each with its line and place, which lead to it; unknown names with what was perhaps meant. */
import { editWords } from '../../texts/areas/edit.ts';
import { useWords } from '../../texts/texts.ts';
import type { Path } from './definition.ts';
import { textOfPath } from './faults.ts';

export interface Told {
  readonly path: Path;
  readonly line: number;
  readonly text: string;
  readonly isWarning?: boolean;
  readonly nearest?: string | undefined;
}

/** More would hide the form. */
const mostShown = 12;

export function FaultList({
  faults,
  isAlert,
  show,
  rename,
}: {
  readonly faults: readonly Told[];
  readonly isAlert: boolean;
  readonly show: (path: Path) => void;
  readonly rename: (fault: Told) => void;
}) {
  const words = useWords(editWords);
  if (faults.length === 0) return null;
  return (
    <ul className="faults" {...(isAlert ? { role: 'alert' } : {})}>
      {faults.slice(0, mostShown).map((fault, i) => (
        <li key={i} className={fault.isWarning === true ? 'is-warning' : 'is-fault'}>
          <span aria-hidden>{fault.isWarning === true ? '▲' : '✕'}</span>{' '}
          <span className="visually-hidden">
            {words(fault.isWarning === true ? 'warning' : 'fault')}
          </span>
          <button type="button" className="link mono" onClick={() => show(fault.path)}>
            {textOfPath(fault.path)}
          </button>{' '}
          <span className="muted">({words('line', { line: fault.line })})</span> {fault.text}{' '}
          {fault.nearest !== undefined && (
            <button type="button" className="link" onClick={() => rename(fault)}>
              {words('rename', { name: fault.nearest })}
            </button>
          )}
        </li>
      ))}
      {faults.length > mostShown && <li>+ {faults.length - mostShown}</li>}
    </ul>
  );
}
