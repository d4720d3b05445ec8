/**
 * With a local volume an app stays where that is, and an upgrade must end an instance before its next
 * one starts: both are set with the first of them.
 */
import { type Definition, type Json, type Path, withValue } from './definition.ts';

export function withLocalVolume(definition: Definition, place: Path, row: Json): Definition {
  let made = withValue(definition, place, row);
  if (made['residency'] === undefined) {
    made = withValue(made, ['residency'], { taskLostBehavior: 'WAIT_FOREVER' });
  }
  return withValue(made, ['upgradeStrategy'], {
    minimumHealthCapacity: 0.5,
    maximumOverCapacity: 0,
  });
}
