import { z } from 'zod';
import { ConfigSchema } from '../config/index.js';
import { SECRETS } from '../config/secrets.js';

interface Property {
  description?: string;
  default?: string | number | boolean;
  enum?: string[];
  minimum?: number;
  maximum?: number;
}

/** The Markdown of docs/configuration.md: one row for each variable that the shop reads. */
export function configurationPage(): string {
  const { properties = {}, required = [] } = z.toJSONSchema(ConfigSchema, { io: 'input' });
  const rows = Object.entries(properties as Record<string, Property>).map(([name, property]) =>
    row(name, property, required.includes(name)),
  );
  return `# Configuration

The api and the worker read these environment variables, once, at their start; \`config/index.ts\` checks them, and
\`npm run docs\` writes this page from it. \`npm start\` sets those that follow from the servers it found, and passes
the others on.

Secrets need not stand in the environment: ${SECRETS.map((name) => `\`${name}\``).join(', ')} can each be the content of a
file that \`<NAME>_FILE\` names, or \`sm://projects/P/secrets/S/versions/V\` in Google Secret Manager.

| variable | default | meaning |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function row(name: string, property: Property, isRequired: boolean): string {
  const standard =
    property.default === undefined ? (isRequired ? 'required' : 'unset') : `\`${property.default}\``;
  const choice = property.enum ? `; one of ${property.enum.map((value) => `\`${value}\``).join(', ')}` : '';
  return `| \`${name}\` | ${standard} | ${property.description ?? ''}${choice}${range(property)} |`;
}

function range({ minimum, maximum }: Property): string {
  // The schema's own bound for "any whole number" says nothing to a reader.
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (low === undefined && high === undefined) return '';
  return high === undefined ? `; at least ${low}` : `; ${low} to ${high}`;
}
