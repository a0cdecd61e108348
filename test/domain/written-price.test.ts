import fc from 'fast-check';
import { Currency, decimalsOf, formatMoney, money, readWrittenPrice } from '../../domain/index.js';

const read = (text: string, currency: Currency = 'USD') => {
  const result = readWrittenPrice(text, { currency });
  return result.kind === 'price' ? [result.price.amount, result.price.currency] : result.reason;
};

describe('a written price', () => {
  it.each([
    ['15.00 USD', 1_500, 'USD'],
    ['USD 15', 1_500, 'USD'],
    ['$1,299.90', 129_990, 'USD'],
    ['1.299,00 EUR', 129_900, 'EUR'],
    ['€12,5', 1_250, 'EUR'],
    ["1'299.00 CHF", 129_900, 'CHF'],
    ['1 299,00 PLN', 129_900, 'PLN'],
    ['1,299', 129_900, 'USD'],
    ['25.479999542236328', 2_548, 'USD'],
    ['0.00', 0, 'USD'],
    ['-3.10', -310, 'USD'],
    ['.99', 99, 'USD'],
    ['1200 JPY', 1_200, 'JPY'],
    ['1,200 JPY', 1_200, 'JPY'],
    ['1200.00 JPY', 1_200, 'JPY'],
    ['12 gbp', 1_200, 'GBP'],
  ])('reads %s', (text, amount, currency) => expect(read(text)).toEqual([amount, currency]));

  it.each([
    ['', 'there is no price'],
    ['NaN', '“NaN” is not a price'],
    ['Infinity USD', '“Infinity USD” is not a price'],
    ['free', '“free” is not a price'],
    ['12 XYZ', '“XYZ” is not a currency'],
    ['120 kr', '“kr” is not a currency'],
    ['12.345', 'more decimals than USD has'],
    ['12.5 JPY', 'more decimals than JPY has'],
    ['1.200 JPY', 'can be read in two ways'],
    ['1,2999', 'can be read in two ways'],
    ['12,34.56', 'can be read in two ways'],
    ['99999999999', 'too large'],
    ['1e5', 'is not a price'],
    ['0x10', 'is not a price'],
    ['12 USD EUR', 'is not a price'],
    ["12'; drop table products", 'is not a price'],
  ])('refuses “%s”', (text, reason) => expect(read(text)).toContain(reason));

  it('rounds costs, half up, where it is told to', () => {
    expect(readWrittenPrice('13.24501', { currency: 'USD', rounds: true })).toMatchObject({
      price: { amount: 1_325 },
    });
    expect(readWrittenPrice('13.244', { currency: 'USD', rounds: true })).toMatchObject({
      price: { amount: 1_324 },
    });
  });

  it('takes $ for the dollar of the shop', () => expect(read('$5', 'CAD')).toEqual([500, 'CAD']));

  it('reads back every amount that the shop can write, in every currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_147_483_647 }),
        fc.constantFrom(...Currency.options),
        (amount, currency) => {
          const decimals = decimalsOf(currency);
          const plain = (amount / 10 ** decimals).toFixed(decimals);
          expect(read(`${plain} ${currency}`)).toEqual([amount, currency]);
          expect(read(`${currency} ${plain.replace('.', ',')}`)).toEqual([amount, currency]);
          const shown = formatMoney(money(amount, currency)).replace(/^[^\d]*/, '');
          expect(read(`${shown} ${currency}`)).toEqual([amount, currency]);
        },
      ),
    );
  });

  it('never fails, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => void read(text)));
  });
});
