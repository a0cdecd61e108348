import { ApiClient } from '../api-client.js';
import { AttemptKeys } from '../attempt-keys.js';
import { readConfig } from '../config.js';
import { countOf, formatTime } from '../format.js';
import { SafeStorage } from '../safe-storage.js';
import { make } from '../templates.js';
import { CaseList } from './case-list.js';
import { OrderCase } from './order-case.js';
import { StaffSession } from './staff-session.js';
import { StalledCase } from './stalled-case.js';

const $ = (id) => document.getElementById(id);

const session = new StaffSession(new SafeStorage(() => sessionStorage));
const api = new ApiClient();
const { temporalUiUrl, shopName } = await readConfig(api);
const keys = new AttemptKeys(new SafeStorage(() => sessionStorage));
const onRefused = () =>
  signOut(session.hasAccount ? 'You are not signed in any more.' : 'That token is not the right one.');

const stalled = new CaseList({ list: $('stalled-list'), status: $('stalled-status') }, session, keys, {
  path: () => '/staff/checkouts?state=stalled',
  card: (view, act) =>
    new StalledCase(view, {
      session,
      temporalUiUrl,
      act: (id, command) => act(`/staff/checkouts/${id}/acts`, command),
    }),
  words(items) {
    $('stalled-none').hidden = items.length > 0;
    const time = formatTime(new Date().toISOString());
    return items.length > 0 ? `${countOf(items.length, 'checkout')} · as of ${time}` : `As of ${time}`;
  },
  onRefused,
});

const orders = new CaseList({ list: $('order-list'), status: $('order-status') }, session, keys, {
  path: () => `/staff/orders?stage=${$('order-stage').value}`,
  card: (order, act) =>
    new OrderCase(order, {
      session,
      act: (path, body) => act(`/staff/orders/${order.id}/${path}`, body),
    }),
  words: (items) => (items.length > 0 ? '' : 'No order is there.'),
  onRefused,
});
$('order-stage').addEventListener('change', () => orders.look());

document.title = `Support · ${shopName}`;
if (temporalUiUrl) {
  $('temporal').href = temporalUiUrl;
  $('temporal').hidden = false;
}

$('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  const token = $('token').value.trim();
  if (!token) return complain('Write the token first.');
  session.signIn(token);
  show();
});
$('sign-out').addEventListener('click', () => signOut(''));
await meet();
show();

/** Who is signed in, and who one can sign in with. */
async function meet() {
  const [me, { items }] = await Promise.all([api.get('/me'), api.get('/sign-in')]);
  session.recognise(me);
  const offered = items.filter(({ kind }) => kind === 'staff');
  $('providers').hidden = offered.length === 0;
  $('providers').replaceChildren(
    ...offered.map(({ name, href }) =>
      make(
        'a',
        { class: 'button button--primary', href: `${href}?return_to=/support/` },
        `Sign in with ${name}`,
      ),
    ),
  );
}

function show() {
  const { signedIn } = session;
  $('sign-in').hidden = signedIn;
  $('stalled').hidden = !signedIn;
  $('orders').hidden = !signedIn;
  $('sign-out').hidden = !signedIn;
  if (signedIn) {
    void stalled.start();
    void orders.start();
  } else $('token').focus();
}

function signOut(message) {
  if (session.hasAccount) api.post('/sign-out', {}).catch((error) => complain(error.message));
  session.signOut();
  stalled.stop();
  orders.stop();
  $('token').value = '';
  show();
  complain(message);
}

function complain(message) {
  $('token-error').textContent = message;
  $('token-error').hidden = !message;
  $('token').setAttribute('aria-invalid', String(Boolean(message)));
}
