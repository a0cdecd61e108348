import { root } from '../paths.js';
import type { ServiceSpec } from '../supervisor.js';
import { answers } from '../until.js';
import { program } from './shop.js';

/** Catches the shop's mail where there is no mail server, and shows it on a page. */
export function mailCatcher({ smtpPort, pagePort }: { smtpPort: number; pagePort: number }): ServiceSpec {
  return {
    name: 'mail',
    ...program('dev/mail-catcher/main.ts'),
    cwd: root,
    env: { CATCHER_SMTP_PORT: String(smtpPort), CATCHER_PAGE_PORT: String(pagePort) },
    stopSignal: 'SIGTERM',
    ready: () => answers(`http://127.0.0.1:${pagePort}/`),
    readyWithinMs: 30_000,
  };
}
