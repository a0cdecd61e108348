import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { Redis } from 'ioredis';
import { redisUrl } from '../../support/servers.js';

jest.setTimeout(60_000);

const whereRedisIs = redisUrl() ? describe : describe.skip;

interface Reader {
  process: ChildProcess;
  lines: AsyncIterator<string>;
  output: Interface;
}

whereRedisIs('processes that share a cache', () => {
  const readers: Reader[] = [];
  let redis: Redis;
  let prefix: string;
  beforeAll(() => {
    redis = new Redis(redisUrl() ?? '');
  });
  beforeEach(() => {
    prefix = `test:${randomBytes(4).toString('hex')}:`;
  });
  afterEach(() => {
    for (const { process: child, output } of readers.splice(0)) {
      output.close();
      child.kill('SIGKILL');
    }
  });
  afterAll(() => redis.disconnect());

  async function start(find: 'quick' | 'endless'): Promise<Reader> {
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        path.join(import.meta.dirname, 'reader-process.ts'),
        redisUrl() ?? '',
        prefix,
        find,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const output = createInterface({ input: child.stdout });
    const reader = { process: child, output, lines: output[Symbol.asyncIterator]() };
    readers.push(reader);
    expect(await next(reader)).toBe('ready');
    return reader;
  }

  const next = async ({ lines }: Reader) => (await lines.next()).value;
  const go = ({ process: child }: Reader) => child.stdin?.write('go\n');
  const finds = async () => Number(await redis.get(`${prefix}finds`));

  /** What a process has read, whether or not it was the one who found it. */
  async function result(reader: Reader): Promise<string> {
    const line = await next(reader);
    return line === 'finding' ? next(reader) : line;
  }

  it('find once for a hundred reads at once in each of them', async () => {
    const both = await Promise.all([start('quick'), start('quick')]);
    for (const reader of both) go(reader);
    expect(await Promise.all(both.map(result))).toEqual(Array(2).fill('["found by find 1"]'));
    expect(await finds()).toBe(1);
  });

  it('go on when the one who is finding is killed, and one of them finds', async () => {
    const [doomed, ...others] = await Promise.all([start('endless'), start('quick'), start('quick')]);
    if (!doomed) throw new Error('no process');
    go(doomed);
    expect(await next(doomed)).toBe('finding');
    for (const reader of others) go(reader);
    doomed.process.kill('SIGKILL');
    await once(doomed.process, 'exit');
    expect(await Promise.all(others.map(result))).toEqual(Array(2).fill('["found by find 2"]'));
    expect(await finds()).toBe(2);
  });
});
