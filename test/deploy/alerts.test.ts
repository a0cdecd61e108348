import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FOLDER = 'deploy/prometheus';
const read = (file: string) => readFileSync(`${FOLDER}/${file}`, 'utf8');

jest.setTimeout(60_000);

interface Alert {
  alert: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}
const { groups } = parse(read('alerts.yml')) as { groups: { rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const tests = readdirSync(`${FOLDER}/tests`).map((file) => `tests/${file}`);

const hasPromtool = (() => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    if (process.env.CI) throw new Error('promtool is missing: install Debian\'s "prometheus"');
    console.warn('SKIPPED: the rules are not tested, promtool is missing. Install Debian\'s "prometheus".');
    return false;
  }
})();

describe('alerts', () => {
  const run = hasPromtool ? it : it.skip;
  const promtool = (...args: string[]) =>
    execFileSync('promtool', args, { cwd: FOLDER, encoding: 'utf8', stdio: 'pipe' });

  run('configuration and rules are sound', () => {
    expect(promtool('check', 'config', 'prometheus.yml')).toContain('SUCCESS');
  });

  run.each(tests)('fire when they should and not otherwise: %s', (file) => {
    expect(promtool('test', 'rules', file)).toContain('SUCCESS');
  });

  it('fire in at least one test each', () => {
    const fired = tests.map(read).join('\n');
    for (const { alert } of alerts)
      expect([alert, fired.includes(`alertname="${alert}"`)]).toEqual([alert, true]);
  });

  it('each have a section in the runbook, and each such section an alert', () => {
    const headings = readFileSync('docs/runbook.md', 'utf8').matchAll(/^### (.+)$/gm);
    const anchors = [...headings].map(([, words = '']) => words.toLowerCase().replaceAll(' ', '-'));
    const wanted = alerts.map(({ annotations }) => annotations.runbook.replace('docs/runbook.md#', ''));
    expect(anchors.sort()).toEqual(wanted.sort());
  });

  it('wake somebody or can wait', () => {
    for (const { labels } of alerts) expect(['page', 'warning']).toContain(labels.severity);
  });
});
