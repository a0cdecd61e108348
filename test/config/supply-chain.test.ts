import { auditVerdict } from '../../dev/audit-verdict.js';
import { isWelcome, unwelcomeLicences } from '../../dev/licences.js';

test('everything that is shipped is under a licence on the list', () => {
  expect(unwelcomeLicences(process.cwd())).toEqual([]);
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['Apache-2.0 AND MIT', true],
  ['Apache-2.0 AND GPL-3.0', false],
  ['AGPL-3.0', false],
  ['UNLICENSED', false],
  ['SEE LICENSE IN LICENSE', false],
])('%s: %s', (expression, welcome) => {
  expect(isWelcome(expression)).toBe(welcome);
});

const report = (severity: string) =>
  JSON.stringify({ vulnerabilities: { lodash: { name: 'lodash', severity, range: '<4.17.21' } } });

test('high and critical advisories fail the audit, and are named', () => {
  for (const severity of ['high', 'critical'])
    expect(auditVerdict(report(severity))).toEqual({
      outcome: 'harmful',
      message: expect.stringContaining(`lodash <4.17.21: ${severity}`),
    });
});

test('lesser ones are counted', () => {
  expect(auditVerdict(report('moderate'))).toEqual({
    outcome: 'clean',
    message: expect.stringContaining('1 lesser'),
  });
});

test.each(['', 'npm error', '{"error":{"summary":"405"}}'])(
  'without an answer ("%s") it says so aloud',
  (printed) => {
    expect(auditVerdict(printed)).toEqual({
      outcome: 'unknown',
      message: expect.stringMatching(/^AUDIT NOT DONE/),
    });
  },
);
