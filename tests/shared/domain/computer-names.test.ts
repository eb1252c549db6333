import { expect, test } from 'vitest';
import { computersIn, isDeskName, joiningFileOf } from '../../../shared/domain/computer-names.ts';

test.each(['DESK-07', 'desk_7', 'TS-01+ana', 'ts-01+Anna.Müller', 'ts-01+anna m', 'a', '7', 'x'.repeat(63)])(
  '%s can be the name of a computer',
  (name) => {
    expect(isDeskName(name)).toBe(true);
  },
);

test.each([
  '',
  ' ',
  '-desk',
  'desk-',
  'a b',
  '../up',
  'a/b',
  'a\\b',
  'a.b',
  'CON',
  'com1',
  'Nul',
  'ä',
  'x'.repeat(64),
  'a\0',
  '+ana',
  'ts-01+',
  'ts-01+a+b',
  'ts-01+../up',
  'ts-01+ana.',
  'ts-01+ana ',
  `ts-01+${'x'.repeat(65)}`,
])('%j cannot be the name of a computer, or of its file', (name) => {
  expect(isDeskName(name)).toBe(false);
});

test('a list has one name per line, each once', () => {
  expect(computersIn(' DESK-01 \r\n\n DESK-02;DESK-03,desk-02\n')).toEqual(['DESK-01', 'desk-02', 'DESK-03']);
});

test('the joining file is named after the computer in lower case, without its domain', () => {
  expect(joiningFileOf('DESK-07')).toBe('desk-07.json');
  expect(joiningFileOf('Desk-07.library.example')).toBe('desk-07.json');
  expect(joiningFileOf('TS-01.library.example+Ana.M')).toBe('ts-01+ana.m.json');
  expect(joiningFileOf('TS-01+Ana.M')).toBe('ts-01+ana.m.json');
});
