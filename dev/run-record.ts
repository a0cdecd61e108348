import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { isRunning, markOf, ProcessMark } from './processes.js';

const Child = ProcessMark.extend({ name: z.string(), stopSignal: z.string() });
const Run = z.object({ starter: ProcessMark, url: z.string().optional(), children: z.array(Child) });
type Run = z.infer<typeof Run>;
export type RunChild = z.infer<typeof Child>;

/** Another start is running in the same data folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

/**
 * Who runs in a data folder: the starter and the processes it started. It is a lock while the starter
 * lives, and the list of what is left over once the starter was killed.
 */
export class RunRecord {
  readonly #file: string;
  readonly #run: Run;
  /** What a former run, whose starter is gone, left running. */
  readonly leftOver: RunChild[];

  private constructor(file: string, run: Run, leftOver: RunChild[]) {
    this.#file = file;
    this.#run = run;
    this.leftOver = leftOver;
  }

  /** Claims the folder for this process; throws `AlreadyRunning` with the url of who has it. */
  static claim(file: string): RunRecord {
    const starter = markOf(process.pid);
    if (!starter) throw new Error('This process cannot find itself in the process table.');
    const former = readRun(file);
    if (former && isRunning(former.starter)) {
      const where = former.url ? `at ${former.url}` : 'and still starting';
      throw new AlreadyRunning(`Shoptalk is already running ${where} (process ${former.starter.pid}).`);
    }
    rmSync(file, { force: true });
    const run: Run = { starter, children: former?.children ?? [] };
    createWhole(file, run);
    return new RunRecord(file, run, run.children.filter(isRunning));
  }

  /** Forgets the children of the former run, once they are dealt with. */
  forgetLeftOver(): void {
    this.#run.children = [];
    this.#write();
  }

  add(child: RunChild): void {
    this.#run.children = [...this.#run.children.filter(({ name }) => name !== child.name), child];
    this.#write();
  }

  ready(url: string): void {
    this.#run.url = url;
    this.#write();
  }

  /** Gives the folder free. */
  release(): void {
    rmSync(this.#file, { force: true });
  }

  #write(): void {
    // Renamed into place, so that a reader or a crash never meets half a file.
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#run, null, 2));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

/** Makes the file with its content in one step, for at most one of all that try. */
function createWhole(file: string, run: Run): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(run, null, 2));
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new AlreadyRunning('Another start of Shoptalk began at the same moment; it goes on.');
  } finally {
    rmSync(draft, { force: true });
  }
}

function readRun(file: string): Run | undefined {
  try {
    return Run.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
