import { ApiClient } from '../api-client.js';
import { AttemptKeys } from '../attempt-keys.js';
import { readConfig } from '../config.js';
import { ProblemBoard } from '../problem-board.js';
import { SafeStorage } from '../safe-storage.js';
import { CasePage } from './case-page.js';
import { SignInForm } from './sign-in-form.js';
import { StaffActs } from './staff-acts.js';
import { StaffSession } from './staff-session.js';
import { WorkPane } from './work-pane.js';

const $ = (id) => document.getElementById(id);
const storage = new SafeStorage(() => sessionStorage);
const session = new StaffSession(storage);
const api = new ApiClient();
const { temporalUiUrl, shopName } = await readConfig(api);
const problems = new ProblemBoard($('problems'));
let desk;

document.title = `Support · ${shopName}`;
if (temporalUiUrl) {
  $('temporal').href = temporalUiUrl;
  $('temporal').hidden = false;
}
const signIn = new SignInForm($('sign-in'), { api, session }, show);
$('sign-out').addEventListener('click', () => signOut(''));
await signIn.meet();
show();

function show() {
  const { signedIn } = session;
  $('sign-in').hidden = signedIn;
  $('console').hidden = !signedIn;
  $('search').hidden = !signedIn;
  $('sign-out').hidden = !signedIn;
  desk?.stop();
  desk = signedIn ? openDesk() : undefined;
  if (!signedIn) signIn.focus();
}

/** The three panes. Where there is room for one, the list gives way to the case that is opened. */
function openDesk() {
  const client = session.api();
  const acts = new StaffActs(client, new AttemptKeys(storage));
  const shop = { api: client, acts, session, temporalUiUrl, refused, acted: () => work.refresh() };
  const page = new CasePage(caseParts(), shop);
  const work = new WorkPane(workParts(), shop, { open, queue: () => page.refreshSoon(), refused });
  $('back').addEventListener('click', () => location.assign('#'));
  addEventListener('hashchange', follow);
  addEventListener('keydown', onKey);
  follow();

  function open(kind, id) {
    location.assign(`#${kind}/${id}`);
  }

  /** The address names the case, so that it can be sent to a colleague, and "back" goes back. */
  function follow() {
    const [, kind, id] = /^#(conversation|checkout|order)\/([0-9a-f-]{36})$/.exec(location.hash) ?? [];
    $('console').dataset.view = kind ? 'case' : 'list';
    work.mark(kind && `${kind}/${id}`);
    if (!kind) page.close();
    else if (page.key !== `${kind}/${id}`) void page.open(kind, id);
    for (const name of ['talk-pane', 'facts-pane']) $(name).hidden = !kind;
    $('empty').hidden = Boolean(kind);
  }

  function onKey(event) {
    const isWriting = /^(?:INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
    if (event.key === '/' && !isWriting) {
      event.preventDefault();
      $('search').elements.namedItem('words').focus();
    }
    if (event.key === 'Escape' && !isWriting && location.hash) location.assign('#');
  }

  return {
    stop() {
      removeEventListener('hashchange', follow);
      removeEventListener('keydown', onKey);
      work.stop();
      page.close();
    },
  };
}

function workParts() {
  return {
    list: $('work-list'),
    views: $('work-views'),
    status: $('work-status'),
    count: $('work-count'),
    stages: $('work-stages'),
    stage: $('order-stage'),
    mail: $('work-mail'),
    audit: $('work-audit'),
    search: $('search'),
  };
}

function caseParts() {
  return {
    problems,
    empty: $('empty'),
    talkPane: $('talk-pane'),
    factsPane: $('facts-pane'),
    title: $('case-title'),
    started: $('case-started'),
    tabs: $('case-tabs'),
    talkView: $('talk-view'),
    timelineView: $('timeline-view'),
    transcript: $('transcript'),
    timeline: $('timeline'),
    cards: $('cards'),
    cart: $('cart'),
    cartLines: $('cart-lines'),
    notes: $('notes'),
    erase: $('erase'),
    noteList: $('note-list'),
    workflows: $('workflows'),
    workflowList: $('workflow-list'),
    lease: { who: $('lease-who'), take: $('lease-take'), leave: $('lease-leave') },
    talk: {
      state: $('talk-state'),
      take: $('talk-take'),
      back: $('talk-back'),
      form: $('talk-form'),
      text: $('talk-text'),
      canned: $('talk-canned'),
      send: $('talk-send'),
      error: $('talk-error'),
    },
  };
}

function refused() {
  signOut(session.hasAccount ? 'You are not signed in any more.' : 'That token is not the right one.');
}

function signOut(message) {
  if (session.hasAccount) api.post('/sign-out', {}).catch((error) => problems.show(error));
  session.signOut();
  show();
  signIn.complain(message);
}
