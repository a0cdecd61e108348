import { formatDay, formatMoney } from '../format.js';
import { inOurWords } from '../shop-sentences.js';
import { t } from '../words.js';

/** Why a code is not taken. The shop's sentence has its figures in English; what they are is told beside it. */
export function refusalText({ message, missing, startsAt }) {
  if (missing)
    return t('Add {amount} more to your order to use this code.', { amount: formatMoney(missing) });
  if (startsAt) return t('This code starts on {day}.', { day: formatDay(startsAt) });
  return inOurWords(message);
}
