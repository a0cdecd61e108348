import { readFileSync } from 'node:fs';
import { ConfigSchema } from '../../config/index.js';
import { configurationPage } from '../../dev/configuration-page.js';

describe('docs/configuration.md', () => {
  it('is what `npm run docs` writes now', () => {
    expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationPage());
  });

  it('has a meaning for every variable', () => {
    for (const [name, schema] of Object.entries(ConfigSchema.shape)) {
      expect([name, schema.description]).toEqual([name, expect.stringMatching(/\S/)]);
    }
  });
});
