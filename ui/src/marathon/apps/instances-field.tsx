/** How many instances there shall be. Empty is no number: nothing is scaled to nothing by mistake. */
import { useSay } from '../../texts/texts.ts';

export function InstancesField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const say = useSay();
  return (
    <p>
      <label>
        {say('instances')}{' '}
        <input
          type="number"
          min="0"
          step="1"
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
    </p>
  );
}
