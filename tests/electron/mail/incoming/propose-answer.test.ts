import { expect, test } from 'vitest';
import { proposeAnswer } from '../../../../electron/main/mail/incoming/propose-answer.ts';
import { sampleMails } from '../../../support/incoming-mail/samples.ts';

test.each(sampleMails.map((mail) => [`${mail.kind ?? 'none'}: ${mail.text.slice(0, 60)}`, mail] as const))(
  'the answer of a mail is proposed only if it is the only one: %s',
  (_, { subject = '', text, isAutomatic = false, kind, day }) => {
    const proposed = proposeAnswer({ subject, text, isAutomatic });
    expect(proposed?.kind ?? null).toBe(kind);
    if (day !== undefined) expect(proposed?.day).toBe(day);
  },
);

test('the words that lead to a proposal stand in the mail', () => {
  const invented = sampleMails.filter(({ subject = '', text }) => {
    const words = proposeAnswer({ subject, text, isAutomatic: false })?.words ?? '';
    return !`${subject} ${text}`.replace(/\s+/gu, ' ').includes(words);
  });
  expect(invented).toEqual([]);
});
