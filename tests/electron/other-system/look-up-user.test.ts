import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ncipLookUp } from '../../../electron/main/other-system/look-up-user.ts';
import { readNcipAnswer, userIn } from '../../../electron/main/other-system/ncip/read-answer.ts';
import { doneInTime } from '../../../electron/main/with-timeout.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { startResponder } from '../../support/ncip/responder.ts';
import { openSendingDesk } from '../../support/ncip/sending-desk.ts';
import { accountAt, lookUpsWith } from '../../support/sip2/look-ups.ts';
import { startSipServer } from '../../support/sip2/server.ts';

const today = '2026-12-01' as CalendarDate;

const userOf = (parts: string) => {
  const xml = `<n:NCIPMessage xmlns:n="http://www.niso.org/2008/ncip"><LookupUserResponse><UserOptionalFields>${parts}</UserOptionalFields></LookupUserResponse></n:NCIPMessage>`;
  const answer = readNcipAnswer(Buffer.from(xml), 'LookupUser');
  return answer && userIn(answer, today);
};

test('an answer to LookupUser contains e-mail address, expiry date and blocks', () => {
  expect(
    userOf(`<NameInformation><PersonalNameInformation><UnstructuredPersonalUserName>Reader, A.</UnstructuredPersonalUserName></PersonalNameInformation></NameInformation>
      <UserAddressInformation><ElectronicAddress><ElectronicAddressType>tel</ElectronicAddressType><ElectronicAddressData>555-0100</ElectronicAddressData></ElectronicAddress></UserAddressInformation>
      <UserAddressInformation><ElectronicAddress><ElectronicAddressType>mailto</ElectronicAddressType><ElectronicAddressData>mailto:reader.a@library.example</ElectronicAddressData></ElectronicAddress></UserAddressInformation>
      <BlockOrTrap><AgencyId>MAIN</AgencyId><BlockOrTrapType>Block Check Out</BlockOrTrapType></BlockOrTrap>
      <BlockOrTrap><AgencyId>MAIN</AgencyId><BlockOrTrapType>Excessive Fines</BlockOrTrapType></BlockOrTrap>
      <BlockOrTrap><AgencyId>MAIN</AgencyId><BlockOrTrapType>Trap For Message</BlockOrTrapType></BlockOrTrap>
      <UserPrivilege><AgencyId>MAIN</AgencyId><AgencyUserPrivilegeType>Student</AgencyUserPrivilegeType><ValidToDate>2026-11-30T00:00:00</ValidToDate></UserPrivilege>`),
  ).toEqual({
    known: true,
    name: 'Reader, A.',
    email: 'reader.a@library.example',
    library: '',
    expiresOn: '2026-11-30',
    blocks: ['no-borrowing', 'expired'],
    otherBlocks: ['Excessive Fines'],
    message: 'Trap For Message',
  });
  expect(userOf('')).toMatchObject({ email: '', expiresOn: null, blocks: [], otherBlocks: [], message: '' });
  // A block without a type keeps the patron from borrowing all the same.
  expect(userOf('<BlockOrTrap><AgencyId>MAIN</AgencyId></BlockOrTrap>')).toMatchObject({
    blocks: ['no-borrowing'],
  });
});

const open = async (options: Parameters<typeof openSendingDesk>[0] = {}) => {
  const { desk, there, set } = await openSendingDesk({ users: { P1001: 'Reader, Ada' }, ...options });
  set({ looksUp: true });
  const secrets = { identify: () => ({ credentials: { kind: 'none' as const }, securityCode: null }) };
  return { there, set, ncip: () => ncipLookUp(desk.context.db, secrets) };
};

test('while SIP2 is not set up, cards are looked up by NCIP', async () => {
  const { there, set, ncip } = await open();
  const { lookUps } = lookUpsWith(() => null, undefined, ncip);
  onTestFinished(() => lookUps.stop());
  expect(lookUps.ask('P1001')).toEqual({ state: 'asking' });
  await expect.poll(() => lookUps.known('P1001')).toMatchObject({ state: 'found', name: 'Ada Reader' });
  lookUps.ask('P1001');
  lookUps.ask('X-1');
  await expect.poll(() => lookUps.known('X-1')).toEqual({ state: 'not-found' });
  expect(there.messages).toHaveLength(2);
  set({ looksUp: false });
  // What a system said is forgotten with it.
  expect(lookUps.known('P1001')).toBeNull();
  expect(lookUps.ask('P1001')).toBeNull();
});

test('another system is not answered for by the one that was being asked', async () => {
  const { there, set, ncip } = await open({ answersAfterMs: 300 });
  const other = await startResponder({ users: { P1001: 'Reader, Berta' } });
  onTestFinished(other.stop);
  const { lookUps } = lookUpsWith(() => null, undefined, ncip);
  onTestFinished(() => lookUps.stop());
  lookUps.ask('P1001');
  await expect.poll(() => there.messages).toHaveLength(1);
  set({ looksUp: true, address: other.address });
  // Staff scan another card meanwhile, and the first one again once the system of before has answered.
  lookUps.ask('X-1');
  await expect.poll(() => lookUps.known('X-1')).toEqual({ state: 'not-found' });
  lookUps.ask('P1001');
  await expect.poll(() => lookUps.known('P1001')).toMatchObject({ state: 'found', name: 'Berta Reader' });
});

test('by NCIP, a card is asked for with every character', async () => {
  const { ncip } = await open({ users: { 'P|1': 'Reader, Ada', P1: 'Other' } });
  const { lookUps } = lookUpsWith(() => null, undefined, ncip);
  onTestFinished(() => lookUps.stop());
  lookUps.ask('P|1');
  await expect.poll(() => lookUps.known('P|1')).toMatchObject({ state: 'found', name: 'Ada Reader' });
});

test('a failed look-up by NCIP says why', async () => {
  const { ncip } = await open({ unsupported: ['LookupUser'] });
  const { lookUps } = lookUpsWith(() => null, undefined, ncip);
  onTestFinished(() => lookUps.stop());
  lookUps.ask('P1001');
  await expect
    .poll(() => lookUps.known('P1001'))
    .toEqual({ state: 'failed', words: expect.stringContaining('Unsupported Service') });
});

test('with SIP2, nothing is looked up by NCIP', async () => {
  const { there, ncip } = await open();
  const sip = await startSipServer();
  onTestFinished(sip.close);
  const account = accountAt(sip.port);
  const { lookUps } = lookUpsWith(() => account, undefined, ncip);
  onTestFinished(() => lookUps.stop());
  lookUps.ask('P1001');
  await expect.poll(() => lookUps.known('P1001')).toEqual({ state: 'not-found' });
  expect(there.messages).toEqual([]);
});

test.for(['SIP2', 'NCIP'])(
  'the program ends without waiting for a system that does not answer by %s',
  async (protocol) => {
    const silent = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { set, ncip } = await open();
    set({ looksUp: true, address: `http://127.0.0.1:${port}/` });
    const account = protocol === 'SIP2' ? accountAt(port) : null;
    const { lookUps } = lookUpsWith(() => account, undefined, ncip);
    lookUps.ask('P1001');
    await once(silent, 'connection');
    expect(await doneInTime(5_000, lookUps.stop())).toBe(true);
  },
);
