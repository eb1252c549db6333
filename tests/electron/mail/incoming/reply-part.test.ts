import { expect, test } from 'vitest';
import { replyPart } from '../../../../electron/main/mail/incoming/reply-part.ts';

const own = 'The book was shipped today.';
const quoted = 'We cannot lend it.';

test.each([
  ['nothing', own],
  ['a marked quotation below', `${own}\n\nOn Tue, 3 Nov 2026, Ann <a@n.example> wrote:\n> ${quoted}\n> Ann`],
  ['a marked quotation above', `Am 3. Nov. 2026 um 10:00 schrieb Ann:\n> ${quoted}\n\n${own}`],
  [
    'a line above that is wrapped',
    `${own}\n\nOn Tue, 3 Nov 2026 at 10:00,\nAnn <a@n.example>\nwrote:\n> ${quoted}`,
  ],
  ['an unmarked quotation', `${own}\n\nEl 3 nov 2026, Ana escribió:\n\n${quoted}`],
  ['a head in English', `${own}\n\nFrom: Ann <a@n.example>\nSent: Tuesday\nTo: B\nSubject: x\n\n${quoted}`],
  ['a head in German', `${own}\n\nVon: Ann\nGesendet: Dienstag\nAn: B\nBetreff: x\n\n${quoted}`],
  ['a head in Spanish', `${own}\n\nDe: Ana\nEnviado: martes\nPara: B\nAsunto: x\n\n${quoted}`],
  ['an original message', `${own}\n-----Original Message-----\n${quoted}`],
  ['a signature', `${own}\n-- \nNorth Library\n${quoted}`],
  ['a closing in English', `${own}\n\nBest regards,\n${quoted}`],
  ['a closing in German', `${own}\n\nMit freundlichen Grüßen\n${quoted}`],
  ['a closing in Spanish', `${own}\nSaludos cordiales,\n${quoted}`],
])('only what the writer wrote is left: %s', (_, text) => {
  expect(replyPart(text)).toBe(own);
});

test('a sentence about what somebody wrote is the writer’s own', () => {
  const text = 'Your colleague wrote that it is urgent.\nWe agree.';
  expect(replyPart(text)).toBe(text);
});
