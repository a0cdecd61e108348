import { AccountMenu, failedSignIn } from './account-menu.js';
import { ApiClient } from './api-client.js';
import { AttemptKeys } from './attempt-keys.js';
import { CartKeeper } from './cart-keeper.js';
import { CartSheet } from './cart-sheet.js';
import { ChatPage } from './chat-page.js';
import { Checkouts } from './checkouts.js';
import { Composer } from './composer.js';
import { readConfig } from './config.js';
import { ConnectionLine } from './connection-line.js';
import { ConversationStore } from './conversation-store.js';
import { DraftLine } from './draft-line.js';
import { ErasureSheet } from './erasure-sheet.js';
import { EventStream } from './event-stream.js';
import { LanguageChoice } from './language-choice.js';
import { LanguageOffer } from './language-offer.js';
import { MessageList } from './message-list.js';
import { Orders } from './orders.js';
import { Outbox } from './outbox.js';
import { ProblemBoard } from './problem-board.js';
import { SafeStorage } from './safe-storage.js';
import { SavedCards } from './saved-cards.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { part } from './templates.js';
import { TypingIndicator } from './typing-indicator.js';
import { language, speak, wantedLanguage } from './words.js';

const $ = (id) => document.getElementById(id);

const storage = new SafeStorage(() => localStorage);
await speak(wantedLanguage(storage));
const connection = new ConnectionLine($('connection'));
const api = new ApiClient({
  headers: { 'accept-language': language() },
  onWork: (working) => connection.report('work', !working),
});
const store = new ConversationStore(api, storage);
const outbox = new Outbox(api, store, storage);
const checkouts = new Checkouts(api);
const orders = new Orders(api);
const cart = new CartKeeper(api, store);
const problems = new ProblemBoard($('problems'));
const composer = new Composer($('composer'), storage);
const scroll = new ScrollKeeper({
  header: document.querySelector('.topbar'),
  dock: document.querySelector('.dock'),
  button: $('newer'),
  content: $('chat'),
});

/** What the blocks of a reply may use. */
const shop = {
  api,
  checkouts,
  orders,
  problems,
  savedCards: new SavedCards(api),
  keys: new AttemptKeys(storage),
  name: 'Shoptalk',
  config: undefined,
  say: (text, action) => page.say(text, action),
  reveal: (element) => list.live && requestAnimationFrame(() => scroll.reveal(element)),
};

const list = new MessageList($('log'), shop, {
  edit: (message) => {
    outbox.settle(message.messageId);
    composer.take(message.text);
  },
  remove: (message) => outbox.settle(message.messageId),
});

const page = new ChatPage({
  store,
  outbox,
  checkouts,
  orders,
  cart,
  problems,
  connection,
  scroll,
  list,
  stream: new EventStream(api, store),
  draftLine: new DraftLine($('draft'), store),
  languageOffer: new LanguageOffer($('language-offer'), storage),
  typing: new TypingIndicator($('typing'), store, outbox),
  welcome: $('welcome'),
  restoring: $('restoring'),
  newButton: $('new-conversation'),
});

new CartSheet({ button: $('open-cart'), dialog: $('cart-sheet') }, cart, shop);
new LanguageChoice($('language'), storage, (text, action) => store.id && page.say(text, action));
for (const link of document.querySelectorAll('.help')) link.href = `/help?language=${language()}`;
composer.addEventListener('send', ({ detail }) => page.say(detail));
$('new-conversation').addEventListener('click', () => location.assign('/?conversation=new'));
$('wishes').addEventListener(
  'click',
  ({ target }) => target.matches('.wish') && page.say(target.textContent),
);

shop.config = await readConfig(api);
shop.name = shop.config.shopName;
document.title = shop.name;
part(document, 'shop-name').textContent = shop.name;
// Who is signed in is not needed to shop: without an answer there is simply no menu.
const erasure = new ErasureSheet($('erasure-sheet'), api);
void new AccountMenu($('account'), api, 'shopper', () => erasure.open()).show().catch(() => undefined);
const complaint = failedSignIn(location.search);
if (complaint) problems.say(complaint);
await page.start(new URLSearchParams(location.search).get('conversation') ?? undefined);
