import { describe, expect, it } from 'vitest';
import { failure, ok } from '../foundation/result.ts';
import { imageProvidersOf, readImageProviders } from './image-providers.ts';

describe('--image_providers', () => {
  it('are names in any case, of which OCI means the same images as DOCKER', () => {
    expect(readImageProviders(['DOCKER', 'OCI'])).toEqual(ok(new Set(['DOCKER'])));
    expect(readImageProviders(['docker', 'Appc'])).toEqual(ok(new Set(['DOCKER', 'APPC'])));
    expect(imageProvidersOf({ image_providers: ['oci'] })).toEqual(new Set(['DOCKER']));
    expect(imageProvidersOf({}).size).toBe(0);
  });

  it('are refused by name when there is no such, or one is there twice', () => {
    expect(readImageProviders(['DOCKER', 'rkt'])).toEqual(
      failure("this version has no image provider 'rkt'; it has DOCKER, OCI, APPC"),
    );
    expect(readImageProviders(['DOCKER', 'docker'])).toEqual(
      failure("image provider 'DOCKER' is named twice"),
    );
  });
});
