/**
 * `npm test`: types, lint, unit and conformance tests, build, browser tests. Runs them all, also after a failure, and
 * ends with one line for all suites together: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../e2e/browser.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'playground-test-'));
const results = [];

function run(command, args, env = {}) {
  console.log(`\n▶ ${command} ${args.join(' ')}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(`  ${((Date.now() - started) / 1000).toFixed(1)} s, exit code ${status}`);
  return status === 0;
}

/** One check that is either right or wrong. */
function check(name, script) {
  const ok = run('npm', ['run', '--silent', script]);
  results.push({ name, passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
  return ok;
}

/** A suite that writes its counts as JSON; one that dies without counts is one failure. */
function suite(name, args, env, count, mayBeEmpty = false) {
  const ok = run('npx', args, env);
  let counts = { passed: 0, failed: 0 };
  try {
    counts = count();
  } catch (error) {
    console.log(`  no result of ${name}: ${error.message}`);
  }
  if (!ok && counts.failed === 0) counts.failed = 1;
  if (ok && counts.passed === 0 && !mayBeEmpty) counts.failed = 1;
  results.push({ name, ...counts });
}

const json = (file) => JSON.parse(readFileSync(join(scratch, file), 'utf8'));

check('types', 'types');
check('lint', 'lint');
suite(
  'unit',
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(scratch, 'unit.json')}`],
  {},
  () => {
    const { numPassedTests, numFailedTests } = json('unit.json');
    return { passed: numPassedTests, failed: numFailedTests };
  },
);
suite(
  'conformance',
  ['tsx', 'src/testing/conformance/main.ts', '--check', `--json=${join(scratch, 'conformance.json')}`],
  {},
  () => json('conformance.json'),
  // A folder that CONFORMANCE_DIR names may hold no corpus: all are skipped then, and say so.
  true,
);
if (check('build', 'build')) {
  const browser = findBrowser();
  suite(
    'browser',
    ['playwright', 'test', '--config', 'e2e/playwright.config.ts', '--reporter=line,json'],
    { PLAYGROUND_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: join(scratch, 'browser.json') },
    () => {
      const { expected, unexpected, flaky } = json('browser.json').stats;
      return { passed: expected + flaky, failed: unexpected };
    },
  );
}
rmSync(scratch, { recursive: true, force: true });

console.log('');
for (const { name, passed, failed } of results) console.log(`${name}: ${passed} passed, ${failed} failed`);
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 ? 0 : 1;
