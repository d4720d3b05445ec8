/**
 * A vitest reporter that counts: writes how many tests passed, failed and were skipped (with the
 * reasons that `context.skip('…')` gave) as JSON to the file that COUNTS_FILE names. vitest's own
 * JSON report leaves the reasons out.
 */
import { writeFileSync } from 'node:fs';

export default class CountingReporter {
  onTestRunEnd(testModules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0, reasons: [] };
    for (const testModule of testModules) {
      const tests = [...testModule.children.allTests()];
      for (const test of tests) countTest(counts, test);
      // A file that does not load has no tests, but it did not pass.
      const hasOwnErrors = testModule.errors().length > 0;
      if (testModule.state() === 'failed' && (hasOwnErrors || tests.length === 0)) counts.failed++;
    }
    writeFileSync(process.env.COUNTS_FILE, JSON.stringify(counts));
  }
}

function countTest(counts, test) {
  const result = test.result();
  if (result.state === 'passed') counts.passed++;
  else if (result.state === 'failed') counts.failed++;
  else {
    counts.skipped++;
    counts.reasons.push(`${test.fullName}: ${result.note ?? 'no reason given'}`);
  }
}
