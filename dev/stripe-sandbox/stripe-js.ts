/**
 * A stand-in for Stripe.js, as much of it as the shop's page uses: a Payment Element that offers the test cards, and
 * confirmation tokens made of the chosen one. Served by the sandbox; `publicUrl` is where that answers.
 */
export const stripeJs = (publicUrl: string, cards: readonly string[]): string => `
(() => {
  const cards = ${JSON.stringify(cards)};
  const element = () => {
    const select = document.createElement('select');
    select.setAttribute('aria-label', 'Test card');
    for (const card of cards) select.append(new Option(card.replace(/^pm_card_/, ''), card));
    return {
      select,
      mount: (place) => (typeof place === 'string' ? document.querySelector(place) : place).append(select),
      unmount: () => select.remove(),
      destroy: () => select.remove(),
      on: (event, listen) => event === 'ready' && queueMicrotask(() => listen({})),
      update: () => undefined,
    };
  };
  window.Stripe = () => ({
    elements: () => {
      const payment = element();
      return { payment, create: () => payment, submit: async () => ({}), update: () => undefined };
    },
    createConfirmationToken: async ({ elements, params = {} }) => {
      const body = new URLSearchParams({ payment_method: elements.payment.select.value });
      if (params.return_url) body.set('return_url', params.return_url);
      const response = await fetch('${publicUrl}/_sandbox/confirmation_tokens', { method: 'POST', body });
      const answer = await response.json();
      return response.ok ? { confirmationToken: answer } : { error: answer.error };
    },
  });
})();
`;
