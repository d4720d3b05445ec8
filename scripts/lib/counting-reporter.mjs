/**
 * A vitest reporter that counts: writes how many tests passed, failed and were skipped (with the
 * reasons that `context.skip('…')` gave) as JSON to the file that COUNTS_FILE names. vitest's own
 * JSON report leaves the reasons out. `failedFiles` has what to run once more: each file's path, its
 * counts and the names of what failed in it; `isWhole` is false when an error belongs to no file.
 */
import { writeFileSync } from 'node:fs';

export default class CountingReporter {
  onTestRunEnd(testModules, unhandledErrors) {
    const files = testModules.map((testModule) => countFile(testModule));
    const sum = (key) => files.reduce((total, file) => total + file[key], 0);
    const counts = {
      passed: sum('passed'),
      failed: sum('failed') + unhandledErrors.length,
      skipped: sum('skipped'),
      reasons: files.flatMap((file) => file.reasons),
      failedFiles: files.filter((file) => file.failed > 0),
      isWhole: unhandledErrors.length === 0,
    };
    writeFileSync(process.env.COUNTS_FILE, JSON.stringify(counts));
  }
}

function countFile(testModule) {
  const path = testModule.moduleId;
  const counts = { path, passed: 0, failed: 0, skipped: 0, reasons: [], failedNames: [] };
  const tests = [...testModule.children.allTests()];
  for (const test of tests) countTest(counts, test);
  // A file that does not load has no tests, but it did not pass.
  const hasOwnErrors = testModule.errors().length > 0;
  if (testModule.state() === 'failed' && (hasOwnErrors || tests.length === 0)) {
    counts.failed++;
    counts.failedNames.push(testModule.relativeModuleId);
  }
  return counts;
}

function countTest(counts, test) {
  const result = test.result();
  if (result.state === 'passed') counts.passed++;
  else if (result.state === 'failed') {
    counts.failed++;
    counts.failedNames.push(test.fullName);
  } else {
    counts.skipped++;
    counts.reasons.push(`${test.fullName}: ${result.note ?? 'no reason given'}`);
  }
}
