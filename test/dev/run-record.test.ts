import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { markOf } from '../../dev/processes.js';
import { AlreadyRunning, RunRecord } from '../../dev/run-record.js';

describe('the record of a run', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shoptalk-run-'));
    file = path.join(folder, 'run.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('lets one start at a time have a data folder, and tells the other where the shop is', () => {
    const first = RunRecord.claim(file);
    expect(() => RunRecord.claim(file)).toThrow(AlreadyRunning);
    first.ready('http://127.0.0.1:3000');
    expect(() => RunRecord.claim(file)).toThrow('already running at http://127.0.0.1:3000');
    first.release();
    RunRecord.claim(file).release();
  });

  it('lists what a killed start left running, and nothing that came later under the same pid', async () => {
    const leftOver = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
    const mark = markOf(leftOver.pid!)!;
    const children = [
      { name: 'worker', stopSignal: 'SIGTERM', ...mark },
      { name: 'api', stopSignal: 'SIGTERM', pid: mark.pid, started: 'at another time' },
    ];
    await writeFile(file, JSON.stringify({ starter: { pid: mark.pid, started: 'earlier' }, children }));
    expect(RunRecord.claim(file).leftOver).toEqual([children[0]]);
    leftOver.kill('SIGKILL');
  });

  it('starts afresh from a spoilt file', async () => {
    await writeFile(file, '{"starter":');
    expect(RunRecord.claim(file).leftOver).toEqual([]);
  });
});
