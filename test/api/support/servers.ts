/** Addresses of the servers that run for the tests. */
export function testServers() {
  return {
    /** A Postgres on which databases may be created. */
    get postgres() {
      return required('TEST_DATABASE_URL');
    },
    /** host:port of a Temporal dev server. */
    get temporal() {
      return required('TEST_TEMPORAL_ADDRESS');
    },
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}, or let the test command start the servers.`);
  return value;
}
