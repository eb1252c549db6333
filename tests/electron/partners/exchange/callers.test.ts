import { expect, test } from 'vitest';
import { mayCallOf, plainAddress, wrongCaller } from '../../../../electron/main/partners/exchange/callers.ts';

test('callers are admitted by their addresses and networks', () => {
  const mayCall = mayCallOf(['10.1.0.0/16', '192.0.2.7', '2001:db8::/32', '::1']);
  for (const address of ['10.1.200.3', '::ffff:10.1.0.1', '192.0.2.7', '2001:db8:1::2', '::1'])
    expect(mayCall(address), address).toBe(true);
  for (const address of [
    '10.2.0.1',
    '192.0.2.8',
    '::ffff:192.0.2.8',
    '2001:db9::1',
    '127.0.0.1',
    '',
    'north',
  ])
    expect(mayCall(address), address).toBe(false);
  expect(mayCallOf([])('203.0.113.1')).toBe(true);
  expect(mayCallOf(['0.0.0.0/0'])('203.0.113.1')).toBe(true);
});

test('an entry that is neither an address nor a network is found', () => {
  expect(wrongCaller(['10.0.0.0/8', '::/0', '192.0.2.1'])).toBeNull();
  for (const wrong of ['north.example', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '::/129', ''])
    expect(wrongCaller(['192.0.2.1', wrong])).toBe(wrong);
  expect(plainAddress('::FFFF:1.2.3.4')).toBe('1.2.3.4');
});
