import { Address } from '../../domain/index.js';

const good = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: '12 Analytical Way',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94103',
  country: 'US',
};

const complaints = (change: Record<string, unknown>) =>
  Address.safeParse({ ...good, ...change }).error?.issues.map(({ path, message }) => [path[0], message]);

test('a whole address passes', () => expect(complaints({})).toBeUndefined());

test.each([
  ['US', '9410', '94103'],
  ['GB', '94103', 'SW1A 1AA'],
  ['DE', 'SW1A 1AA', '10115'],
  ['ES', '2800', '28001'],
])('a postal code of %s that reads %s is refused with an example', (country, postalCode, example) => {
  expect(complaints({ country, postalCode, region: 'CA' })).toEqual([
    ['postalCode', `postal codes in ${country} look like ${example}`],
  ]);
});

test('in the US the state is asked for, elsewhere not', () => {
  expect(complaints({ region: undefined })).toEqual([['region', 'give the two-letter state, such as CA']]);
  expect(complaints({ region: undefined, country: 'DE', postalCode: '10115' })).toBeUndefined();
});

test('what is missing is named', () => {
  expect(complaints({ name: ' ', email: 'nobody' })).toEqual([
    ['name', 'the name is missing'],
    ['email', 'that does not look like an e-mail address'],
  ]);
});
