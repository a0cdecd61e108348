import fc from 'fast-check';
import { FeedError } from '../../../activities/adapters/feeds/index.js';
import { read } from './reading.js';

/** Pieces of feeds, whole and broken, from which files of every format can come together. */
const PIECES = [
  '\n',
  '\r\n',
  '"',
  '""',
  ',',
  '\t',
  ';',
  'id\ttitle\tdescription\tlink\tprice\tavailability\n',
  'A-1\tPlain Tee\tA tee\thttps://shop.example/1\t20.00 USD\tin_stock\n',
  'Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price\n',
  'tee,Plain Tee,Harbour,Size,M,A-1,20.00\n',
  'id,cost,category,name,brand,retail_price,department,sku,distribution_center_id\n',
  '1,10,Jeans,Blue Jeans,Harbour,20,Men,A1,1\n',
  '<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel>',
  '<item><g:id>A-1</g:id><title>Tee</title><g:price>20 USD</g:price></item>',
  '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>',
  '<!ENTITY x SYSTEM "file:///etc/passwd">',
  '&c;&x;',
  '</channel></rss>',
  '<![CDATA[',
  ']]>',
  '{"sku":"A-1","name":"Tee","price":20,"currency":"USD"}\n',
  '{"sku":',
  '{"__proto__":{"a":1}}\n',
  '[[[[[[[[',
  '=cmd|" /C calc"!A0',
  '\u0000',
  '\ufeff',
  '1e999',
  '-1',
];

test('any file is read, line by line refused, or refused as a whole in words', async () => {
  const text = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 10 })), {
    maxLength: 25,
  });
  const content = fc.oneof(
    { weight: 8, arbitrary: text.map((pieces) => pieces.join('')) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );
  const format = fc.constantFrom(undefined, 'google-xml', 'google-text', 'shopify', 'thelook', 'ndjson');
  await fc.assert(
    fc.asyncProperty(content, format, async (file, as) => {
      try {
        const { products, refused } = await read(file, as ? ({ format: as } as never) : {});
        for (const reason of refused) expect(reason).toMatch(/^\d+ /);
        expect(JSON.stringify(products)).not.toContain('root:');
      } catch (error) {
        if (!(error instanceof FeedError)) throw error;
      }
    }),
    { numRuns: 400 },
  );
}, 60_000);
