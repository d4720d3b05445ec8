/** Where one is, as steps that can be gone back. */
export function Crumbs({
  steps,
  last,
}: {
  readonly steps: readonly (readonly [label: string, address: string])[];
  readonly last: string;
}) {
  return (
    <nav aria-label="Breadcrumb" className="crumbs">
      <ol>
        {steps.map(([label, address]) => (
          <li key={address}>
            <a href={address}>{label}</a>
          </li>
        ))}
        <li aria-current="page">{last}</li>
      </ol>
    </nav>
  );
}
