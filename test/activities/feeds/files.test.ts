import { gzipSync } from 'node:zlib';
import { readFeed } from '../../../activities/adapters/feeds/index.js';
import { read, table } from './reading.js';

const csv = table(
  ',',
  ['id', 'name', 'brand', 'category', 'department', 'retail_price', 'sku'],
  ['1', 'Crêpe Dress', 'Ānslow', 'Dresses', 'Women', '30', 'D1'],
);

describe('a file of products', () => {
  it('may be packed with gzip, and may begin with a byte order mark', async () => {
    expect((await read(gzipSync(csv))).products).toMatchObject([{ name: 'Crêpe Dress', brand: 'Ānslow' }]);
    expect((await read(`\ufeff${csv}`)).products).toHaveLength(1);
    expect((await read(csv.replaceAll('\n', '\r\n'))).products).toHaveLength(1);
    expect((await read(csv.replaceAll(',', ';'))).products).toHaveLength(1);
  });

  it.each([
    ['nothing', '', 'is empty'],
    ['empty space', ' \n\n ', 'nothing but empty space'],
    ['UTF-16', Buffer.from(`\ufeff${csv}`, 'utf16le'), 'in UTF-16'],
    ['UTF-16 without a mark', Buffer.from(csv, 'utf16le'), 'in UTF-16'],
    ['Latin-1', Buffer.from(csv.replace('Ā', 'A'), 'latin1'), 'iconv -f WINDOWS-1252'],
    ['a zip archive', Buffer.from('504b0304140000', 'hex'), 'a zip archive'],
    ['a PDF', '%PDF-1.7 …', 'is a PDF'],
    ['a program', Buffer.from('7f454c4602010100000000000000000003003e00', 'hex'), 'zero byte'],
    [
      'words',
      'Dear merchant,\nplease find attached',
      'names no columns of a known format (it has: dear_merchant',
    ],
    ['gzip that breaks off', gzipSync(csv.repeat(50)).subarray(0, 60), 'break off'],
    ['a gzip bomb', gzipSync(`{}\n${`${' '.repeat(999)}\n`.repeat(11_000)}`), 'gzip bomb'],
  ])('is refused with a word on what to do when it is %s', async (_what, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  it('is refused when it is not there', async () => {
    await expect(readFeed('/nowhere/feed.csv', { currency: 'USD' })).rejects.toThrow(
      'There is no file /nowhere/feed.csv',
    );
    await expect(readFeed('/', { currency: 'USD' })).rejects.toThrow('is not a file');
  });

  it('does not lose the lines after one with an open quotation mark', async () => {
    const open = `${csv}2,"Open Dress,B,Dresses,Women,30,D2\n`;
    const { products, refused } = await read(open);
    expect(products).toHaveLength(1);
    expect(refused).toEqual([expect.stringContaining('a quotation mark is opened and never closed')]);
  });

  it('is read as a person says, where the content leaves it open', async () => {
    await expect(read(csv, { format: 'shopify' })).rejects.toThrow('lacks a column that it needs: “handle”');
  });
});
