import { expect, test } from 'vitest';
import { libraryWith } from './import-desk.ts';
import { useImportDesk } from './use-import-desk.ts';

const desk = useImportDesk();

const byProtocol = (address: string) => ({
  by: 'iso18626',
  address,
  ours: { agencyIdType: 'ISIL', agencyIdValue: 'MAIN' },
  theirs: { agencyIdType: 'ISIL', agencyIdValue: 'NORTH' },
  isBroker: false,
  version: '1.2',
  authentication: { kind: 'account', accountId: 'main' },
  convention: 'reshare',
  accepts: ['Received', 'Cancel'],
  volumeFormat: 'repeated',
  authority: null,
});
const importWith = (profile: unknown) => {
  const partner = { code: 'NORTH', name: 'North Library', ...(profile !== undefined && { profile }) };
  return desk.import(desk.file('library.json', { ...libraryWith([]), partners: [partner] }));
};
const stored = (): unknown =>
  JSON.parse(String(desk.value("SELECT profile FROM partner WHERE code = 'NORTH'")));

test('a library file says how a partner is reached, until staff have set it', async () => {
  await importWith(undefined);
  expect(stored()).toEqual({ by: 'mail' });
  await importWith(byProtocol('https://north.example/iso18626'));
  expect(stored()).toEqual(byProtocol('https://north.example/iso18626'));
  // Neither a file without it nor one with another address changes it.
  await importWith(undefined);
  await importWith(byProtocol('https://elsewhere.example/iso18626'));
  await importWith({ by: 'mail' });
  expect(stored()).toEqual(byProtocol('https://north.example/iso18626'));
});

test('a file with another way, or with a secret, is refused at that field', async () => {
  for (const profile of [
    { by: 'pigeon' },
    byProtocol('ftp://north.example/'),
    { ...byProtocol('https://north.example/'), code: 'open sesame' },
  ]) {
    const report = await importWith(profile);
    expect(report.refused).toMatchObject([{ section: 'partners', field: 'profile' }]);
  }
  expect(desk.values('SELECT code FROM partner')).not.toContain('NORTH');
});
