import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { root } from './paths.js';

const FILE = path.join(root, 'db', 'roles.sql');

/** The roles of db/roles.sql, which hold rights; who logs in is a member of one. */
export const ROLES = { api: 'shoptalk_api', worker: 'shoptalk_worker' } as const;
export type RoleName = keyof typeof ROLES;

/** Where a process logs in: its url names a user and a password. */
export type Logins = Partial<Record<RoleName, string>>;

/**
 * Gives the roles of api and worker their rights, and lets the users of `logins` log in as members of them. To be
 * called as the owner, after migrating; again it changes nothing.
 *
 * @throws when the owner may not make roles, with what to do then
 */
export async function grantRights(databaseUrl: string, logins: Logins = {}): Promise<void> {
  const sql = await readFile(FILE, 'utf8');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(sql);
    for (const name of Object.keys(ROLES) as RoleName[]) {
      const url = logins[name];
      if (url) await letLogIn(client, new URL(url), ROLES[name]);
    }
    await client.query('commit');
  } catch (error) {
    throw new Error(explained(error), { cause: error });
  } finally {
    await client.end();
  }
}

async function letLogIn(client: pg.Client, { username, password }: URL, role: string): Promise<void> {
  const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
  const { rows } = await client.query<{ is_owner: boolean }>(
    'select rolname = current_user as is_owner from pg_roles where rolname = $1',
    [user],
  );
  // One user for everything: there is nothing to give it.
  if (rows[0]?.is_owner) return;
  const [name, word] = [client.escapeIdentifier(user), client.escapeLiteral(secret)];
  await client.query(`${rows.length > 0 ? 'alter' : 'create'} role ${name} login password ${word}`);
  await client.query(`grant ${role} to ${name}`);
}

function explained(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  if ((error as { code?: string }).code !== '42501')
    return `The rights of api and worker could not be given: ${reason}`;
  return (
    `The rights of api and worker could not be given (${reason}): DATABASE_URL is to log in as an owner who may make ` +
    'roles (alter role … createrole), or let an administrator run db/roles.sql once and make the users.'
  );
}
