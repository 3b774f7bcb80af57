import { existsSync, readFileSync } from 'node:fs';

/** { passed, failed } of a runner's JSON report; undefined when it wrote none. */
export function readResults(file, runner) {
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return runner === 'vitest' ? ofVitest(report) : ofPlaywright(report);
}

/** A file that does not even load has no failed test, so it counts as one. */
function ofVitest({ numPassedTests, numFailedTests, testResults }) {
  const unloadable = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + unloadable.length };
}

function ofPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}
