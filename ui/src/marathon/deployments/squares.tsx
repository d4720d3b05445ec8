/** An app's instances as squares, from the old version to the new one; the same in words beside them. */
import { useFetched, valueOf } from '../../base/fetching.ts';
import { deploymentWords } from '../../texts/areas/marathon-deployments.ts';
import { useWords } from '../../texts/texts.ts';
import { appPath, base } from '../api.ts';
import type { App, Stats } from '../model.ts';

const pollMs = 2_000;
const mostSquares = 100;
const px = 12;

export function Squares({ id }: { readonly id: string }) {
  const own = useWords(deploymentWords);
  const app = valueOf(
    useFetched<{ readonly app: App }>(
      new URL(`${appPath(id)}?embed=app.taskStats&embed=app.counts`, base).href,
      pollMs,
    ),
  )?.app;
  if (app === undefined) return null;
  const latest = countsOf(app.taskStats?.withLatestConfig?.stats);
  const outdated = countsOf(app.taskStats?.withOutdatedConfig?.stats);
  const counts = {
    old: outdated.running + outdated.staged,
    up: latest.running,
    starting: latest.staged,
    missing: Math.max(0, app.instances - latest.running - latest.staged),
  };
  const squares = [
    ...Array.from({ length: counts.old }, () => 'old'),
    ...Array.from({ length: counts.up }, () => 'up'),
    ...Array.from({ length: counts.starting }, () => 'starting'),
    ...Array.from({ length: counts.missing }, () => 'missing'),
  ].slice(0, mostSquares);
  return (
    <span className="squares">
      <svg width={squares.length * px} height={px} aria-hidden="true">
        {squares.map((kind, i) => (
          <rect
            key={i}
            x={i * px + 1}
            y={1}
            width={px - 2}
            height={px - 2}
            className={`square-${kind}`}
          />
        ))}
      </svg>
      <span className="muted">{own('squares', counts)}</span>
    </span>
  );
}

function countsOf(stats: Stats | undefined): { running: number; staged: number } {
  return { running: stats?.counts.running ?? 0, staged: stats?.counts.staged ?? 0 };
}
