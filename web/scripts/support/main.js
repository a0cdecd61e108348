import { ApiClient } from '../api-client.js';
import { readConfig } from '../config.js';
import { SafeStorage } from '../safe-storage.js';
import { OrderList } from './order-list.js';
import { StaffSession } from './staff-session.js';
import { StalledList } from './stalled-list.js';

const $ = (id) => document.getElementById(id);

const session = new StaffSession(new SafeStorage(() => sessionStorage));
const { temporalUiUrl, shopName } = await readConfig(new ApiClient());
const list = new StalledList(
  { list: $('stalled-list'), none: $('stalled-none'), status: $('stalled-status') },
  session,
  { temporalUiUrl, onRefused: () => signOut('That token is not the right one.') },
);

const orders = new OrderList(
  { list: $('order-list'), stage: $('order-stage'), status: $('order-status') },
  session,
  { onRefused: () => signOut('That token is not the right one.') },
);

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
show();

function show() {
  const { signedIn } = session;
  $('sign-in').hidden = signedIn;
  $('stalled').hidden = !signedIn;
  $('orders').hidden = !signedIn;
  $('sign-out').hidden = !signedIn;
  if (signedIn) {
    void list.start();
    void orders.start();
  } else $('token').focus();
}

function signOut(message) {
  session.signOut();
  list.stop();
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
