/** Whether order `o` rests for good: nothing travels, nothing can be sent back, no money is on its way. */
export const ORDER_IS_OVER = `(
  not o.stalled and (o.stage in ('closed', 'cancelled') or o.view is null and o.state = 'cancelled')
  and not exists (
    select from refunds r where r.order_id = o.id and r.state in ('requested', 'confirming', 'pending')))`;
