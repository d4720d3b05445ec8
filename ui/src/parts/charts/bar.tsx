/** How much of something is taken: a bar in parts, with the numbers beside it. */
export interface Part {
  readonly label: string;
  readonly value: number;
  readonly kind: 'used' | 'offered' | 'reserved';
}

export function Bar({
  label,
  parts,
  total,
  text,
}: {
  readonly label: string;
  readonly parts: readonly Part[];
  readonly total: number;
  readonly text: (value: number) => string;
}) {
  const said = parts.map((part) => `${part.label} ${text(part.value)}`).join(', ');
  return (
    <div className="bar-row">
      <span className="bar-label">{label}</span>
      <svg
        className="bar"
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${said}`}
      >
        <rect width="100" height="10" className="bar-idle" />
        {placed(parts, total).map(({ label: name, kind, x, width }) => (
          <rect key={name} x={x} width={width} height="10" className={`bar-${kind}`} />
        ))}
      </svg>
      <span className="bar-text">
        {text(parts[0]?.value ?? 0)} / {text(total)}
      </span>
    </div>
  );
}

function placed(parts: readonly Part[], total: number): (Part & { x: number; width: number })[] {
  let x = 0;
  return parts.map((part) => {
    const width = total === 0 ? 0 : Math.min(100 - x, (part.value / total) * 100);
    const at = { ...part, x, width };
    x += width;
    return at;
  });
}
