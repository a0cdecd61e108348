/** Addresses of the servers that run for the tests. */
export function testServers(): { postgres: string } {
  const postgres = process.env.TEST_DATABASE_URL;
  if (!postgres)
    throw new Error('Set TEST_DATABASE_URL to a Postgres on which the tests may create databases.');
  return { postgres };
}
