import { describe, expect, it } from 'vitest';

import type { CsiVolume } from '../../model/app.ts';
import { externalSourceOf } from './external-volumes.ts';

const common = { name: 'vol-1', shared: false, options: {} };

describe('a volume of a driver', () => {
  it('without options for it has none at all', () => {
    const external = { ...common, provider: 'dvdi', options: { 'dvdi/driver': 'local' } };
    expect(externalSourceOf(external, {})).toEqual({
      type: 'DOCKER_VOLUME',
      docker_volume: { name: 'vol-1', driver: 'local' },
    });
  });
});

describe('a volume of CSI', () => {
  const csi: CsiVolume = {
    pluginName: 'ebs.csi',
    capability: {
      accessMode: 'SINGLE_NODE_WRITER',
      accessType: 'mount',
      fsType: 'xfs',
      mountFlags: ['noatime'],
    },
    nodeStageSecret: { user: 'key' },
    nodePublishSecret: { token: 'elsewhere' },
    volumeContext: { tier: 'gold' },
  };
  const sourceOf = (more: Partial<CsiVolume> = {}) =>
    externalSourceOf(
      { ...common, provider: 'csi', csi: { ...csi, ...more } },
      { key: { source: '/keys/user' } },
    );
  const reference = (name: string) => ({ type: 'REFERENCE', reference: { name } });

  it('is there already, and is mounted with its secrets by their sources', () => {
    expect(sourceOf()).toEqual({
      type: 'CSI_VOLUME',
      csi_volume: {
        plugin_name: 'ebs.csi',
        static_provisioning: {
          volume_id: 'vol-1',
          volume_capability: {
            mount: { fs_type: 'xfs', mount_flags: ['noatime'] },
            access_mode: { mode: 'SINGLE_NODE_WRITER' },
          },
          node_stage_secrets: { user: reference('/keys/user') },
          node_publish_secrets: { token: reference('elsewhere') },
          volume_context: { tier: 'gold' },
        },
      },
    });
  });

  it('may be a block device', () => {
    const capability = {
      accessMode: 'MULTI_NODE_MULTI_WRITER',
      accessType: 'block',
      mountFlags: [],
    } as const;
    expect(sourceOf({ capability }).csi_volume?.static_provisioning?.volume_capability).toEqual({
      block: {},
      access_mode: { mode: 'MULTI_NODE_MULTI_WRITER' },
    });
  });
});
