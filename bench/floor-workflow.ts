import {
  condition,
  defineSignal,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';

const { noop } = proxyLocalActivities<{ noop(): Promise<void> }>({ startToCloseTimeout: '5s' });

export const touchUpdate = defineUpdate<void, []>('touch');
export const endSignal = defineSignal('end');

/** The least that a durable turn can be: one update, one local activity that does nothing. */
export async function floor(): Promise<void> {
  let over = false;
  setHandler(touchUpdate, () => noop());
  setHandler(endSignal, () => {
    over = true;
  });
  await condition(() => over);
}
