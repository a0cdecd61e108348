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

const REGION: Record<string, string> = { CA: 'ON', IT: 'RM', AU: 'NSW' };

test.each([
  ['CA', 'k1a 0b1'],
  ['IE', 'D6W XY00'],
  ['IE', 'A65F4E2'],
  ['NL', '1012ab'],
  ['GB', 'EC1A1BB'],
])('%s takes %s', (country, postalCode) => {
  expect(complaints({ country, postalCode, region: REGION[country] })).toBeUndefined();
});

test.each([
  ['CA', 'M5V 2T6', 'CA', 'give the two-letter province, such as ON'],
  ['IT', '00184', 'Roma', 'give the two-letter province, such as RM'],
  ['AU', '2000', 'New South Wales', 'give the state, such as NSW'],
])('%s wants to know the region as it is written there', (country, postalCode, region, message) => {
  expect(complaints({ country, postalCode, region })).toEqual([['region', message]]);
});

test('a whole address passes', () => expect(complaints({})).toBeUndefined());

test.each([
  ['US', '9410', '94103'],
  ['GB', '94103', 'SW1A 1AA'],
  ['DE', 'SW1A 1AA', '10115'],
  ['ES', '2800', '28001'],
  ['CA', 'M5O 2T6', 'M5V 2T6'],
  ['CA', 'Z5V 2T6', 'M5V 2T6'],
  ['IE', 'B02 X285', 'D02 X285'],
  ['FR', '7500', '75001'],
  ['NL', '0012 AB', '1012 AB'],
  ['IT', '184', '00184'],
  ['AU', '20000', '2000'],
])('a postal code of %s that reads %s is refused with an example', (country, postalCode, example) => {
  expect(complaints({ country, postalCode, region: REGION[country] ?? 'CA' })).toEqual([
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
