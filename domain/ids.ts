import { z } from 'zod';

/**
 * Ids are branded so that one kind cannot stand in for another. Conversation, shopper, cart,
 * checkout and order ids are random UUIDs (122 random bits): nobody can guess a neighbour's.
 */
export const ConversationId = z.uuid().brand<'ConversationId'>();
export type ConversationId = z.infer<typeof ConversationId>;

export const ShopperId = z.uuid().brand<'ShopperId'>();
export type ShopperId = z.infer<typeof ShopperId>;

export const CheckoutId = z.uuid().brand<'CheckoutId'>();
export type CheckoutId = z.infer<typeof CheckoutId>;

export const OrderId = z.uuid().brand<'OrderId'>();
export type OrderId = z.infer<typeof OrderId>;

/** Made by the client, once per message; sending it again never makes a second turn. */
export const MessageId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, 'use 8 to 64 letters, digits, "-" or "_"')
  .brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** theLook numbers its products; we keep the number. */
export const ProductId = z.coerce.number().int().positive().max(2_147_483_647).brand<'ProductId'>();
export type ProductId = z.infer<typeof ProductId>;

/** A stock-keeping unit names one variant: one product in one size and one colour. */
export const Sku = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/)
  .brand<'Sku'>();
export type Sku = z.infer<typeof Sku>;
