/** How long one server may take to say that it is there. */
const CHECK_MS = 1_500;

export type Checks = Record<string, () => Promise<unknown>>;
export type CheckResults = Record<string, 'ok' | 'down'>;

/** Asks all servers at once, each by its name; one that says nothing in time is down. */
export async function runChecks(checks: Checks): Promise<CheckResults> {
  const run = async ([name, check]: [string, () => Promise<unknown>]) =>
    [name, await answers(check)] as const;
  return Object.fromEntries(await Promise.all(Object.entries(checks).map(run)));
}

async function answers(check: () => Promise<unknown>): Promise<'ok' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), CHECK_MS);
  });
  try {
    await Promise.race([check(), late]);
    return 'ok';
  } catch {
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
