import { env } from 'node:process';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

/** What the catcher is told by the environment. */
export function readCatcherConfig(environment: Record<string, string | undefined> = env): {
  smtpPort: number;
  pagePort: number;
} {
  const { CATCHER_SMTP_PORT, CATCHER_PAGE_PORT } = z
    .object({ CATCHER_SMTP_PORT: port, CATCHER_PAGE_PORT: port })
    .parse(environment);
  return { smtpPort: CATCHER_SMTP_PORT, pagePort: CATCHER_PAGE_PORT };
}
