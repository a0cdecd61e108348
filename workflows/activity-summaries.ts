import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { formatMoney, type Money } from '../domain/index.js';

/** What calls of payment providers do, in a word. */
const DOES: Record<string, string> = {
  preparePayment: 'prepare',
  confirmPayment: 'charge',
  lookUpPayment: 'look up',
  capturePayment: 'capture',
  reversePayment: 'let go',
  giveBack: 'pay back',
};

/**
 * A line for the Temporal UI about an activity that moves money: what, how much and where, nothing about whom.
 * @returns undefined for any other: its name says enough.
 */
export function summaryOf(activityType: string, [request, view]: readonly unknown[]): string | undefined {
  const does = DOES[activityType];
  if (!does || typeof request !== 'object' || request === null) return undefined;
  const { amount, provider } = request as { amount?: Money; provider?: string };
  // A payment's own steps name it by its id; the checkout that is shown meanwhile says how much it is.
  const { totals } = (view ?? {}) as { totals?: { total?: Money } };
  const sum = amount ?? totals?.total;
  const words = [does, sum && formatMoney(sum), provider && `at ${provider}`];
  return words.filter(Boolean).join(' ');
}

/** Summaries are shown and not compared on replay. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleActivity(input, next) {
        const summary = summaryOf(input.activityType, input.args);
        return next(summary ? { ...input, options: { ...input.options, summary } } : input);
      },
    },
  ],
});
