/** How many instances are how: a bar in parts, said in words to those who do not see it. */
import { useSay } from '../../texts/texts.ts';
import { healthOf, type App, type HealthPart } from '../model.ts';

const parts: readonly HealthPart[] = [
  'healthy',
  'unhealthy',
  'unknown',
  'staged',
  'over',
  'unscheduled',
];

export function HealthBar({
  app,
  hasLegend = false,
}: {
  readonly app: App;
  readonly hasLegend?: boolean;
}) {
  const say = useSay();
  const counts = healthOf(app);
  const total = parts.reduce((sum, part) => sum + counts[part], 0);
  const shown = parts.filter((part) => counts[part] > 0);
  const said = shown.map((part) => `${counts[part]} ${say(`part_${part}`)}`).join(', ');
  let x = 0;
  return (
    <span className="health">
      <svg
        className="bar"
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={said === '' ? say('none') : said}
      >
        <rect width="100" height="10" className="bar-idle" />
        {shown.map((part) => {
          const at = x;
          const width = (counts[part] / total) * 100;
          x += width;
          return <rect key={part} x={at} width={width} height="10" className={`health-${part}`} />;
        })}
      </svg>
      {hasLegend && <span>{said}</span>}
    </span>
  );
}
