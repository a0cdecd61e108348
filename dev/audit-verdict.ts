import { z } from 'zod';

/** What `npm audit --json` prints, as far as it decides anything. */
const Report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string().default('') })),
});

export interface AuditVerdict {
  /** `unknown`: nobody could be asked. */
  outcome: 'clean' | 'harmful' | 'unknown';
  message: string;
}

/** Reads the report: high and critical advisories are what must not be shipped. */
export function auditVerdict(printed: string): AuditVerdict {
  const report = Report.safeParse(parsed(printed)).data;
  if (!report)
    return {
      outcome: 'unknown',
      message: 'AUDIT NOT DONE: the registry gave no advisories; run `npm run audit` where it can.',
    };
  const all = Object.entries(report.vulnerabilities);
  const harmful = all.filter(([, { severity }]) => severity === 'high' || severity === 'critical');
  if (harmful.length === 0)
    return { outcome: 'clean', message: `Audit: nothing high or critical; ${all.length} lesser advisories.` };
  const lines = harmful.map(([name, { severity, range }]) => `  ${name} ${range}: ${severity}`);
  return {
    outcome: 'harmful',
    message: `Audit: update or replace these, \`npm audit\` says how:\n${lines.join('\n')}`,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
