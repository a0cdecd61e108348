import { z } from 'zod';
import {
  MAIL_CONSENT_WORDING,
  MAIL_CONSENT_WORDINGS,
  type PaymentOptionId,
  PROBLEMS,
  type ProblemCode,
  preferredLanguage,
  SHIPPING_COUNTRIES,
} from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import { problemType } from '../problem.js';
import { defineRoute, type Route } from './route.js';

/** Ways to pay that move no money, with what each of them does; https://docs.stripe.com/testing. */
const TEST_METHODS: { id: string; optionId: PaymentOptionId; label: string }[] = [
  { id: 'pm_card_visa', optionId: 'card', label: 'Visa ending 4242 — succeeds' },
  { id: 'pm_card_mastercard', optionId: 'card', label: 'Mastercard ending 4444 — succeeds' },
  {
    id: 'pm_card_authenticationRequired',
    optionId: 'card',
    label: 'Visa ending 3184 — the bank asks who you are',
  },
  { id: 'pm_card_visa_chargeDeclined', optionId: 'card', label: 'Visa ending 0002 — declined' },
  {
    id: 'pm_card_visa_chargeDeclinedInsufficientFunds',
    optionId: 'card',
    label: 'Visa ending 9995 — insufficient funds',
  },
  {
    id: 'pm_usBankAccount_success',
    optionId: 'bank_debit',
    label: 'Account ending 6789 — settles in a moment',
  },
  {
    id: 'pm_usBankAccount_insufficientFunds',
    optionId: 'bank_debit',
    label: 'Account ending 2227 — insufficient funds',
  },
];

/** What a page must know before anything is said. */
export function shopRoutes({ settings }: ApiDeps): Route[] {
  const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];
  return [
    defineRoute({
      method: 'get',
      path: '/v1/config',
      operationId: 'readConfig',
      tag: 'shop',
      summary: 'The name of the shop, where it ships to, how one can pay',
      access: 'public',
      responses: { 200: { description: 'The configuration', schema: 'ShopConfig' } },
      problems: [],
      async handle({ ctx }) {
        const { shopName, currency, temporalUiUrl, stripeElement, payments: mode } = settings;
        const wordingId = MAIL_CONSENT_WORDING[preferredLanguage(ctx.get('accept-language'))];
        const testMethods = mode === 'sandbox' ? TEST_METHODS : [];
        return {
          body: {
            shopName,
            currency,
            temporalUiUrl,
            countries: SHIPPING_COUNTRIES,
            mailConsent: { wordingId, text: MAIL_CONSENT_WORDINGS[wordingId] },
            payments: { mode, testMethods, stripeElement },
          },
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/problems/:code',
      operationId: 'readProblemType',
      tag: 'shop',
      summary: 'What a problem type means',
      access: 'public',
      params: z.object({ code: z.enum(codes) }),
      responses: { 200: { description: 'The problem type', schema: 'ProblemType' } },
      problems: [],
      handle: async ({ params: { code } }) => ({ body: { type: problemType(code), ...PROBLEMS[code] } }),
    }),
  ];
}
