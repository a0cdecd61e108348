import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import getPort, { clearLockedPorts } from 'get-port';
import { Ports } from '../../dev/ports.js';

describe('ports', () => {
  let folder: string;
  let file: string;
  let taken: number;
  let occupant: Server;
  let said: string[];
  const ports = () => new Ports(file, (sentence) => said.push(sentence));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shoptalk-ports-'));
    file = path.join(folder, 'ports.json');
    said = [];
    taken = await getPort({ host: '127.0.0.1' });
    occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(taken, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    occupant.close();
    await rm(folder, { recursive: true });
  });

  it('takes the next free port, and says so, when the preferred one is taken', async () => {
    const port = await ports().take({ name: 'api', preferred: taken });
    expect(port).toBeGreaterThan(taken);
    expect(said).toEqual([`port ${taken} for api is taken; using ${port}`]);
  });

  it('keeps the port of the last run', async () => {
    const port = await ports().take({ name: 'api', preferred: taken });
    clearLockedPorts(); // as in a process that starts later
    expect(await ports().take({ name: 'api', preferred: 3000 })).toBe(port);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ api: port });
  });

  it('refuses to move away from a port that the environment names', async () => {
    const wish = { name: 'api', preferred: 3000, explicit: { variable: 'API_PORT', port: taken } };
    await expect(ports().take(wish)).rejects.toThrow(`Port ${taken} (API_PORT) is taken.`);
  });

  it('never gives one port to two servers', async () => {
    const all = ports();
    const first = await all.take({ name: 'api', preferred: taken });
    expect(await all.take({ name: 'worker', preferred: first })).not.toBe(first);
  });
});
