import { expect, test } from 'vitest';
import type { NcipSettings } from '../../../electron/main/other-system/reach.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { addRequest, newOpId } from '../../support/desk.ts';
import { openSendingDesk } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

// The other system takes no message because of our settings: what waits is sent as soon as they are corrected, and not only when the pause ends.

const authority = makeCertificate({ authority: 'Library' });
const certificate = makeCertificate({ by: authority });

type Faulty = Partial<NcipSettings>;
test.each<readonly [string, Faulty, Parameters<typeof openSendingDesk>[0], Faulty]>([
  ['our symbol', { fromAgency: 'WRONG', toAgency: '01MAIN' }, {}, {}],
  ['its symbol', { toAgency: 'WRONG' }, {}, {}],
  ['the profile', { profileType: 'WRONG' }, {}, {}],
  ['the address', { address: 'http://127.0.0.1:9/ncip' }, {}, {}],
  ['the certificate', { authority: '' }, { certificate }, { authority: authority.cert }],
])('with %s, everything that waits is sent', async (_what, faulty, options, corrected) => {
  const { desk, set, there, queue, kept } = await openSendingDesk(options);
  set(faulty);
  const { receive } = receivingAt(() => desk);
  for (const n of [1, 2, 3]) {
    const requestId = addRequest(desk, { externalId: `R-${n}`, status: 'SHIPPED_PHYSICALLY' });
    valueOf(receive({ opId: newOpId(), requestId, barcode: `T-${n}` }));
  }
  for (const failures of [1, 2]) {
    queue().tryNow();
    await expect
      .poll(() => desk.raw.prepare('SELECT sum(attempts) FROM other_system_message').pluck().get())
      .toBe(failures);
    await expect.poll(() => kept().some(({ state }) => state === 'sending')).toBe(false);
  }
  set(corrected);
  queue().kick();
  await expect.poll(() => kept().map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  expect(there.book.items.size).toBe(3);
  expect(queue().faults).toEqual([]);
});
