/**
 * `npm run audit`: whether what the shop depends on is known to be harmful, and may be used. High and critical
 * advisories fail it, and so does a licence that is not on the list. Without an answer of the registry it says so and
 * passes: a machine without the internet can still test.
 */
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { auditVerdict } from './audit-verdict.js';
import { unwelcomeLicences } from './licences.js';
import { root } from './paths.js';

function main(): number {
  const unwelcome = unwelcomeLicences(root);
  for (const { name, licence } of unwelcome)
    console.error(`Licence: ${name} is under ${licence}, which is not on the list in dev/licences.ts.`);
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const verdict = auditVerdict(stdout ?? '');
  (verdict.outcome === 'clean' ? console.log : console.error)(verdict.message);
  return unwelcome.length > 0 || verdict.outcome === 'harmful' ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exit(main());
