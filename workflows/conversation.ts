import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  makeContinueAsNewFunc,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { ConversationSession } from './conversation-session.js';
import {
  type ConversationInput,
  checkoutEndedSignal,
  conversationStateQuery,
  orderNewsSignal,
  personUpdate,
  type RunLimits,
  stateHistoryQuery,
  stateQuery,
  stockBackSignal,
  turnUpdate,
} from './messages.js';

const LIMITS: RunLimits = { softTurns: 250, hardTurns: 1_500, quietMs: 3_000, silentMs: 15 * 60_000 };
/** A conversation that nobody has touched for so long ends; its transcript and its cart stay. */
const IDLE_MS = 30 * 24 * 60 * 60 * 1_000;

/**
 * One shopper's chat. Takes turns one at a time, lives as long as the shopper comes back, and hands
 * over to a fresh run in a quiet moment before its history grows long.
 */
export async function conversation(input: ConversationInput): Promise<void> {
  const limits = { ...LIMITS, ...input.limits };
  const session = new ConversationSession(input, limits);

  setHandler(turnUpdate, (request) => session.turn(request), {
    description: 'One shopper message, answered with the place of its reply in the transcript',
    validator: ({ messageId }) => {
      if (!messageId) throw ApplicationFailure.nonRetryable('a turn needs a messageId', 'invalid_request');
    },
  });
  setHandler(personUpdate, (request) => session.person(request), {
    description: 'A person of the staff takes over, says something, or hands back',
    validator: ({ ref, by }) => {
      if (!ref || !by?.id) throw ApplicationFailure.nonRetryable('say who acts', 'invalid_request');
    },
  });
  setHandler(checkoutEndedSignal, (news) => session.checkoutEnded(news));
  setHandler(orderNewsSignal, (news) => session.orderNews(news));
  setHandler(stockBackSignal, (news) => session.stockBack(news));
  setHandler(conversationStateQuery, () => session.memory());
  setHandler(stateQuery, () => session.whereabouts());
  setHandler(stateHistoryQuery, () => session.stages());

  void session.endSilence();

  if (await isDeserted(session, limits)) {
    await condition(allHandlersFinished);
    return;
  }
  await quietMoment(session, limits);
  await condition(() => allHandlersFinished() && !session.isEndingSilence);
  await continueOnNewest({ ...input, memory: session.memory() });
}

/** The next run belongs to the newest version where the server knows how; else `npm run deploy -- drain` moves it. */
function continueOnNewest(input: ConversationInput): Promise<never> {
  return makeContinueAsNewFunc<typeof conversation>({ initialVersioningBehavior: 'AUTO_UPGRADE' })(input);
}

/** Waits until the run has grown long or old (false), or nobody has come for a month (true). One timer, not one a turn. */
async function isDeserted(session: ConversationSession, { softTurns }: RunLimits): Promise<boolean> {
  const isLong = () =>
    session.turns >= softTurns ||
    workflowInfo().continueAsNewSuggested ||
    // Not without a turn: a run that somebody has pinned by hand would continue as new again and again.
    (session.turns > 0 && workflowInfo().targetWorkerDeploymentVersionChanged);
  for (;;) {
    const idleUntil = session.lastTurnAt + IDLE_MS;
    if (Date.now() >= idleUntil) return true;
    if (await condition(isLong, idleUntil - Date.now(), { summary: 'nobody writes for a month' }))
      return false;
  }
}

/** An update that falls into the task that continues as new waits about two seconds; few do in a quiet moment. */
async function quietMoment(session: ConversationSession, { hardTurns, quietMs }: RunLimits): Promise<void> {
  while (session.turns < hardTurns) {
    const { turns } = session;
    const interrupted = await condition(() => session.turns !== turns, quietMs, {
      summary: 'a quiet moment to continue as new',
    });
    if (!interrupted) return;
  }
}
