import { describe, expect, it } from 'vitest';
import type {
  ContainerInfo,
  Environment_Variable,
  TaskInfo,
  Volume,
} from '../../../protocol/generated/mesos.ts';
import { findRunnableError } from './command.ts';

describe('a variable', () => {
  const data = new Uint8Array([65]);
  const secret = { type: 'VALUE', value: { data } } as const;
  const reference = { name: 'r' };

  it.each<[Partial<Environment_Variable>, string]>([
    [{}, "variable 'A' of type 'VALUE' must have a value set"],
    [{ value: '', secret }, "variable 'A' of type 'VALUE' must not have a secret set"],
    [{ type: 'SECRET' }, "variable 'A' of type 'SECRET' must have a secret set"],
    [{ type: 'SECRET', secret, value: '' }, "'A' of type 'SECRET' must not have a value set"],
    [{ type: 'UNKNOWN', value: '' }, "Environment variable of type 'UNKNOWN' is not allowed"],
    [
      { type: 'SECRET', secret: { type: 'VALUE' } },
      "an invalid secret: Secret of type VALUE must have the 'value' field set",
    ],
    [
      { type: 'SECRET', secret: { ...secret, reference } },
      "Secret of type VALUE must not have the 'reference' field set",
    ],
    [
      { type: 'SECRET', secret: { type: 'REFERENCE' } },
      "Secret of type REFERENCE must have the 'reference' field set",
    ],
    [
      { type: 'SECRET', secret: { type: 'REFERENCE', reference, value: { data } } },
      "Secret 'r' of type REFERENCE must not have the 'value' field set",
    ],
    [
      { type: 'SECRET', secret: { type: 'VALUE', value: { data: new Uint8Array([0]) } } },
      'a secret containing null bytes',
    ],
  ])('%j is refused', (variable, why) => {
    const command = { environment: { variables: [{ name: 'A', ...variable }] } };
    const error = findRunnableError('Task', { command });
    expect(error).toContain("Task's `CommandInfo` is invalid: Environment variable");
    expect(error).toContain(why);
  });

  it('that makes sense passes; whether it can be given, the agent decides', () => {
    const variables: Environment_Variable[] = [
      { name: 'A', value: '' },
      { name: 'B', type: 'SECRET', secret },
      { name: 'C', type: 'SECRET', secret: { type: 'REFERENCE', reference } },
    ];
    expect(findRunnableError('Task', { command: { environment: { variables } } })).toBeUndefined();
  });
});

describe('a container', () => {
  const volume: Volume = { container_path: 'x', mode: 'RW' };
  const of = (more: Partial<Volume>): ContainerInfo => ({
    type: 'MESOS',
    volumes: [{ ...volume, ...more }],
  });

  it.each<[ContainerInfo, string]>([
    [of({}), "Only one of them should be set: 'host_path', 'image' and 'source'"],
    [of({ host_path: '/a', source: { type: 'SECRET' } }), 'Only one of them should be set'],
    [of({ source: {} }), "'source.type' is unknown"],
    [of({ source: { type: 'SECRET' } }), "'source.secret' is not set for SECRET volume"],
    [
      of({ source: { type: 'SANDBOX_PATH', host_path: { path: '/a' } } }),
      "'source.sandbox_path' is not set for SANDBOX_PATH volume",
    ],
    [of({ source: { type: 'CSI_VOLUME' } }), "'source.csi_volume' is not set for CSI volume"],
    [
      of({ source: { type: 'CSI_VOLUME', csi_volume: { plugin_name: 'p' } } }),
      "'source.csi_volume.static_provisioning' is not set for CSI volume",
    ],
    [{ type: 'DOCKER' }, "DockerInfo 'docker' is not set for DOCKER typed ContainerInfo"],
    [
      { type: 'DOCKER', docker: { image: 'a', parameters: [{ key: 'name', value: 'n' }] } },
      "Parameter in DockerInfo must not be 'name'",
    ],
  ])('%j is refused', (container, why) => {
    const error = findRunnableError('Executor', { container });
    expect(error).toContain("Executor's `ContainerInfo` is invalid: ");
    expect(error).toContain(why);
  });

  it('that makes sense passes', () => {
    const task: Pick<TaskInfo, 'container'> = { container: of({ host_path: '/a' }) };
    expect(findRunnableError('Task', task)).toBeUndefined();
  });
});
