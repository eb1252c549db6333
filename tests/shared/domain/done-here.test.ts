import { expect, test } from 'vitest';
import { sentLabel, type SentWhere } from '../../../shared/domain/done-here.ts';

const labels = (state: SentWhere | null): readonly string[] => {
  const row = {
    sent: state === null ? null : { state },
    keyed: null,
    takenBack: false,
    reversed: null,
  };
  return [row, { ...row, keyed: {} }, { ...row, takenBack: true }].map(sentLabel);
};

test('what became of a step says what is left to do: nothing once staff have marked it', () => {
  expect(labels(null)).toEqual(['Key by hand', '', '']);
  expect(labels('sent')).toEqual(['Sent', 'Sent', 'Sent']);
  expect(labels('to-scan-in')).toEqual(['Sent: scan in the item there', 'Sent', 'Sent']);
  expect(labels('waits')).toEqual(['Waiting', 'Waiting', 'Waiting']);
  expect(labels('in-doubt')).toEqual(['Check there', '', 'Check there']);
  expect(labels('refused')).toEqual(['Refused', 'Refused', 'Refused']);
});
