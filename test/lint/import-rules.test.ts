import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The import table of the architecture, as the linter enforces it: one line a rule, allowed and refused. */
const allowed = [
  ['domain/cart.ts', "import { z } from 'zod'"],
  ['machines/checkout.ts', "import { Money } from '../domain/index.js'"],
  ['workflows/checkout.ts', "import type { Activities } from '../activities/index.js'"],
  ['workflows/host/run.ts', "import { setup } from '../../machines/checkout.js'"],
  ['activities/adapters/payments/stripe.ts', "import Stripe from 'stripe'"],
  ['activities/adapters/catalog/postgres.ts', "import pg from 'pg'"],
  ['worker/main.ts', "import { stripe } from '../activities/adapters/payments/stripe.js'"],
  ['worker/main.ts', "import { readConfig } from '../config/index.js'"],
  ['api/routes/carts.ts', "import { turn } from '../../workflows/messages.js'"],
  ['api/routes/carts.ts', "import type { Carts } from '../../activities/ports/index.js'"],
  ['api/main.ts', "import { stripe } from '../activities/adapters/payments/stripe.js'"],
  ['config/index.ts', "import { z } from 'zod'"],
  ['dev/search/main.ts', "import { catalog } from '../../activities/adapters/catalog/postgres.js'"],
  ['dev/demo-catalog/seed.ts', "import { loads } from '../../activities/adapters/catalog-loads/postgres.js'"],
  ['test/api/carts.test.ts', "import { readConfig } from '../../config/index.js'"],
] as const;

const refused = [
  ['domain/cart.ts', "import { search } from '../activities/search.js'"],
  ['domain/cart.ts', "import pg from 'pg'"],
  ['domain/cart.ts', "import { readFile } from 'node:fs/promises'"],
  ['machines/checkout.ts', "import { hold } from '../activities/hold.js'"],
  ['machines/checkout.ts', "import { checkout } from '../workflows/checkout.js'"],
  ['machines/checkout.ts', "import { randomUUID } from 'node:crypto'"],
  ['workflows/checkout.ts', "import { holdStock } from '../activities/index.js'"],
  ['workflows/checkout.ts', "import { Client } from '@temporalio/client'"],
  ['workflows/checkout.ts', "import { readConfig } from '../config/index.js'"],
  ['activities/pay.ts', "import Stripe from 'stripe'"],
  ['activities/pay.ts', "import { checkout } from '../workflows/checkout.js'"],
  ['activities/adapters/payments/stripe.ts', "import { readConfig } from '../../../config/index.js'"],
  ['worker/main.ts', "import { app } from '../api/app.js'"],
  ['worker/main.ts', "import { migrate } from '../dev/migrate.js'"],
  ['api/routes/carts.ts', "import { postgres } from '../../activities/adapters/carts/postgres.js'"],
  ['api/routes/carts.ts', "import { checkout } from '../../workflows/checkout.js'"],
  ['api/main.ts', "import { machine } from '../machines/checkout.js'"],
  ['config/index.ts', "import { Money } from '../domain/index.js'"],
  ['dev/main.ts', "import { app } from '../api/app.js'"],
  ['dev/search/main.ts', "import { stripe } from '../../activities/adapters/payments/stripe.js'"],
  ['dev/demo-catalog/seed.ts', "import { stripe } from '../../activities/adapters/payments/stripe.js'"],
  ['web/chat.js', "import confetti from 'confetti'"],
] as const;

/** Every `file:line` that the linter refuses among the given lines of imports. */
function refusals(files: Map<string, string[]>): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-imports-'));
  try {
    copyFileSync('.oxlintrc.json', path.join(folder, '.oxlintrc.json'));
    for (const [file, lines] of files) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), lines.map((line) => `${line};\n`).join(''));
    }
    const oxlint = path.resolve('node_modules/.bin/oxlint');
    const { stdout } = spawnSync(oxlint, ['--format', 'unix'], { cwd: folder, encoding: 'utf8' });
    return [...stdout.matchAll(/^(\S+:\d+):\d+: .*no-restricted-imports/gm)].map(([, place]) => place ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('refuses each forbidden import and no other', () => {
  const files = new Map<string, string[]>();
  const place = ([file, line]: readonly [string, string]) => {
    files.set(file, [...(files.get(file) ?? []), line]);
    return `${file}:${files.get(file)?.length}`;
  };
  allowed.forEach(place);
  const expected = refused.map(place);
  expect([...new Set(refusals(files))].sort()).toEqual([...expected].sort());
});
