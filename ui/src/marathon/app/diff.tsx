/** What differs between two definitions, line by line. */
import { diffLines } from '../edit/definition.ts';

export function Diff({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <pre className="diff" tabIndex={0}>
      {diffLines(before, after).map(({ kind, text }, i) => (
        <div key={i} className={`diff-${kind}`}>
          {kind === 'added' ? '+ ' : kind === 'removed' ? '- ' : '  '}
          {text}
        </div>
      ))}
    </pre>
  );
}
