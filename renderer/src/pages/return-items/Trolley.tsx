import { Text } from '@mantine/core';
import type { ReturnLook } from '../../../../shared/ipc/calls/returning.ts';
import { OutsideWords } from '../../components/Outside.tsx';
import { whereToWords } from '../../components/WhereTo.tsx';
import { ScanPageNotifications } from '../../steps/scan-page/ScanPageNotifications.tsx';
import type { ListLook } from '../../steps/scan-list/ScanList.tsx';
import { ScanList } from '../../steps/scan-list/ScanList.tsx';
import { trolley } from './trolley.ts';
import { t } from '../../../../shared/words/words.ts';
import { Facts } from '../../components/Facts.tsx';
import { volumeWords } from '../../../../shared/domain/volume-names.ts';

/** @param isRefused it was not returned: what would follow is not said. */
const Item = ({ look, isRefused }: { readonly look: ReturnLook; readonly isRefused: boolean }) => {
  const { word, name } = whereToWords({ kind: look.goesTo.kind, name: look.goesTo.name }, '');
  return (
    <>
      <Text fw={700}>
        <OutsideWords text={look.title} />
      </Text>
      <Text size="sm">
        <Facts>
          {word}
          <OutsideWords text={name} />
          {look.barcode !== '' && <bdi>{look.barcode}</bdi>}
          <bdi>{look.externalId}</bdi>
          {look.inSet && volumeWords(look)}
        </Facts>
      </Text>
      {!isRefused &&
        look.remarks.map((remark) => (
          <Text key={remark} size="sm">
            <bdi>{remark}</bdi>
          </Text>
        ))}
      {!isRefused && look.told.length > 0 && <Text size="sm">{look.told.join(' ')}</Text>}
    </>
  );
};

const look: ListLook<string, ReturnLook> = {
  label: () => t('Item barcode'),
  confirm: (ready) => t('Return {ready} {ready, plural, one {item} other {items}}', { ready }),
  doing: t('Returning'),
  counted: t('Items returned'),
  toDo: t('To return'),
  done: t('Returned'),
  not: t('Not returned.'),
  empty: t(
    'Scan one item after another. Each is listed with the library it goes back to. One key then returns them all and prints one slip for each library’s parcel.',
  ),
  item: (line) => line.look && <Item look={line.look} isRefused={line.refusal !== null} />,
  typed: (code) => code,
};

/** Returns many items: scans are collected in a list, and one key returns all of them. */
export const Trolley = () => (
  <ScanList list={trolley} look={look}>
    <ScanPageNotifications hint="" />
  </ScanList>
);
