/**
 * `npm run encrypt`: encrypts personal fields in DATABASE_URL that stand there in the clear, or under an old key, with
 * the first of ENCRYPTION_KEYS; as their owner. The shop may run meanwhile, and it can be stopped and begun again at any time.
 */
import pg from 'pg';
import { createPersonalFields } from '../activities/adapters/encryption/personal-fields.js';
import { sealStoredData } from '../activities/adapters/encryption/stored-data.js';
import { encryptionSettings } from '../config/encryption.js';
import { readEncryptionConfig } from '../config/index.js';
import { resolveSecrets } from '../config/secrets.js';

async function main(): Promise<void> {
  const config = readEncryptionConfig(await resolveSecrets());
  const pool = new pg.Pool({
    connectionString: config.DATABASE_URL,
    max: 1,
    application_name: 'shoptalk encrypt',
  });
  try {
    const fields = createPersonalFields(encryptionSettings(config).keys);
    const counts = await sealStoredData(pool, fields, (table, done) =>
      process.stderr.write(`${table}: ${done} …\n`),
    );
    for (const [table, count] of Object.entries(counts))
      process.stdout.write(`${table}: ${count} encrypted\n`);
  } finally {
    await pool.end();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
