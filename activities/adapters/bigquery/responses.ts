import { z } from 'zod';

/** Counts come as decimal texts, for JSON has no 64 bits. */
const count = z.coerce.number().nonnegative();

/** What is read of a job. https://cloud.google.com/bigquery/docs/reference/rest/v2/Job */
export const JobMetadata = z.object({
  statistics: z.object({
    totalSlotMs: count.optional(),
    query: z
      .object({
        totalBytesProcessed: count.optional(),
        totalBytesBilled: count.optional(),
        totalSlotMs: count.optional(),
        cacheHit: z.boolean().optional(),
      })
      .optional(),
  }),
});

/** What is read of a table. https://cloud.google.com/bigquery/docs/reference/rest/v2/tables */
export const TableMetadata = z.object({
  lastModifiedTime: count.describe('epoch milliseconds'),
  schema: z.object({ fields: z.array(z.object({ name: z.string(), type: z.string() })) }),
});
