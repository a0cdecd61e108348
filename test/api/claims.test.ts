import { nameOf, namesRoles, rolesOf } from '../../api/identity/claims.js';
import { deviceOf } from '../../api/identity/device.js';

describe('claims', () => {
  const staff = { kind: 'staff', rolesClaim: 'realm_access.roles' } as const;

  test.each([
    ['a list, inside', { realm_access: { roles: ['ops', 'root'] } }, ['shopper', 'ops']],
    ['a list under the very name', { 'realm_access.roles': ['admin'] }, ['shopper', 'admin']],
    ['words', { realm_access: { roles: 'support, ops' } }, ['shopper', 'support', 'ops']],
    ['nothing', {}, ['shopper']],
    ['a number', { realm_access: { roles: 7 } }, ['shopper']],
    ['what every object has', { realm_access: [] }, ['shopper']],
  ])('roles from %s', (_, claims, roles) => {
    expect(rolesOf(claims, staff)).toEqual(roles);
  });

  test('an issuer of shoppers gives no other role, whatever it claims', () => {
    expect(rolesOf({ roles: ['admin'] }, { kind: 'shopper', rolesClaim: 'roles' })).toEqual(['shopper']);
  });

  test('what is inherited is no claim', () => {
    expect(namesRoles({}, { kind: 'staff', rolesClaim: 'constructor.name' })).toBe(false);
    expect(namesRoles({ roles: [] }, { kind: 'staff', rolesClaim: 'roles' })).toBe(true);
  });

  test('a name is one short line, and never a mail address', () => {
    expect(nameOf({ name: ' Ada\r\n\u202eLovelace ', email: 'ada@x' })).toBe('Ada Lovelace');
    expect(nameOf({ name: 'x'.repeat(500) })).toHaveLength(80);
    expect(nameOf({ name: ' ', preferred_username: 'ada' })).toBe('ada');
    expect(nameOf({ email: 'ada@shop.example' })).toBeUndefined();
  });
});

test.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148', 'phone'],
  ['Mozilla/5.0 (Linux; Android 15; Pixel 9) Mobile Safari/537.36', 'phone'],
  ['Mozilla/5.0 (Linux; Android 15; Tab S9) Safari/537.36', 'tablet'],
  ['Mozilla/5.0 (iPad; CPU OS 18_0)', 'tablet'],
  ['Mozilla/5.0 (X11; Linux x86_64) Chrome/140', 'computer'],
  ['curl/8.9', 'program'],
  ['', 'program'],
])('%s is a %s', (agent, device) => {
  expect(deviceOf(agent)).toBe(device);
});
