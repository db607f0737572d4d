import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AddressNotAllowed, addressOfHost, isPublicAddress } from './address-guard.ts';

const INSIDE = [
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1'],
  ...['169.254.169.254', '100.64.0.1', '198.18.0.1', '192.0.2.1', '224.0.0.1', '255.255.255.255', '240.0.0.1'],
  ...[
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    'fec0::1',
  ],
  ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', '2001:db8::1', 'not an address', ''],
];
for (const address of INSIDE) {
  test(`${address || 'an empty text'} is not the internet's`, () => assert.equal(isPublicAddress(address), false));
}

for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2404:6800::1']) {
  test(`${address} is the internet's`, () => assert.equal(isPublicAddress(address), true));
}

const named =
  (...addresses: string[]) =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

test('a name is as good as the worst of its addresses, and one without any is none', async () => {
  assert.equal((await addressOfHost('calendar.example', [], named('8.8.8.8', '8.8.4.4'))).address, '8.8.8.8');
  for (const addresses of [['8.8.8.8', '10.0.0.1'], ['::1'], []]) {
    await assert.rejects(addressOfHost('calendar.example', [], named(...addresses)), AddressNotAllowed);
  }
});

test('a host that the operator has named may lie inside; its name must fit wholly', async () => {
  const allowed = ['calendar.example'];
  assert.equal((await addressOfHost('Calendar.Example', allowed, named('10.0.0.1'))).address, '10.0.0.1');
  for (const host of ['x.calendar.example', 'calendar.example.evil']) {
    await assert.rejects(addressOfHost(host, allowed, named('10.0.0.1')), AddressNotAllowed);
  }
});

test('other ways to write an address of this machine are one to a URL', async () => {
  for (const host of ['2130706433', '0x7f.1', '127.1', '[::1]', '[::ffff:7f00:1]', '①②⑦.0.0.1']) {
    const { hostname } = new URL(`http://${host}/`);
    await assert.rejects(addressOfHost(hostname, [], named('8.8.8.8')), AddressNotAllowed, host);
  }
});
