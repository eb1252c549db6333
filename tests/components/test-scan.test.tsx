import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { TestScanView } from '../../renderer/src/pages/settings/scanner/TestScanView.tsx';
import { defaultPace, type TestScan } from '../../shared/domain/scan-pace.ts';
import { show } from './shown.tsx';

const scan = (change: Partial<TestScan> = {}): TestScan => ({
  source: 'keys',
  text: '~N-31234',
  end: 'enter',
  taken: true,
  pace: { gapMs: 5, meanMs: 4 },
  ...change,
});

const shown = (change: Partial<TestScan> = {}): string => {
  show(<TestScanView scan={scan(change)} affixes={{ prefix: '~', suffix: '' }} pace={defaultPace} />);
  return screen.getByRole('status').textContent ?? '';
};

test('a scan shows what arrived, the code without its prefix, its end and its pace', () => {
  const text = shown();
  for (const part of ['Recognised as a scan', '~N-31234', 'CodeN-31234', 'Enter', '4 ms per character'])
    expect(text).toContain(part);
});

test('typing says why it is not a scan, and nothing is stripped from it', () => {
  const text = shown({ taken: false, pace: { gapMs: 60, meanMs: 52 } });
  expect(text).toContain('two characters were 60 ms apart; a scan allows at most 35 ms');
  expect(text).toContain('Code~N-31234');
});

test('a code without an end says what to set in the scanner', () => {
  expect(shown({ taken: false, end: null })).toContain('Set the scanner to send Enter');
});

test('an invalid code says why, and markup stays text', () => {
  expect(shown({ text: '<b>N-\uFFFD</b>' })).toContain('<b>N-U+FFFD</b>');
  expect(screen.getByRole('status').querySelector('b')).toBeNull();
});

test('only the beginning of a very long code is shown', () => {
  expect(shown({ text: '7'.repeat(4_096) })).toContain('and 3796 more');
});
