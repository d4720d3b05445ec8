import { expect, it } from 'vitest';
import { packageVersion, versionInfo, versionLine } from './version.ts';

it('the version is one that agents and masters of Mesos accept', () => {
  expect(versionLine).toMatch(/^mesos [1-9]\d*\.\d+\.\d+$/);
  expect(packageVersion).toMatch(/^\d+\.\d+\.\d+/);
});

it('the date of the build has the form that Mesos prints, and is the same moment twice', () => {
  expect(versionInfo.build_date).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
  expect(Date.parse(versionInfo.build_date.replace(' UTC', 'Z'))).toBe(
    versionInfo.build_time * 1000,
  );
});
