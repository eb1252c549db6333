import { Button, Text } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { ReceiptLook } from '../../../../../shared/ipc/calls/receiving.ts';
import type { ErrorCode } from '../../../../../shared/ipc/error-codes.ts';
import { OutsideWords } from '../../../components/Outside.tsx';
import { destinationAhead, whereToWords } from '../../../components/WhereTo.tsx';
import { receivedWords } from '../../../requests/details/volumes-words.ts';
import { useReceiving } from '../../../steps/receiving/receiving-actor.ts';
import type { ReceivingActor } from '../../../steps/receiving/receiving-actor.ts';
import type { Line } from '../../../steps/scan-list/list.types.ts';
import type { ListLook } from '../../../steps/scan-list/ScanList.tsx';
import { ScanList } from '../../../steps/scan-list/ScanList.tsx';
import { lastSlipOf } from '../../../steps/scan-list/use-list.ts';
import { useAsStepRunner } from '../../../steps/step-runner.ts';
import { SlipLine } from '../../../steps/StepNotifications.tsx';
import { ReceivingFeedback } from '../parts/ReceivingFeedback.tsx';
import { receiptListOf } from './receipt-list.ts';
import type { Receipt } from './receipts.ts';
import { t } from '../../../../../shared/words/words.ts';
import { tx } from '../../../components/tx.ts';
import { Facts } from '../../../components/Facts.tsx';

type ReceiptLine = Line<Receipt, ReceiptLook>;

/** Refusals for which the form offers a deliberate override. */
const formHelps: readonly (ErrorCode | null)[] = [
  'already-received',
  'request-cancelled',
  'request-completed',
  'volume-unexpected',
  'sender-missing',
];

const Item = ({ look, barcode }: { readonly look: ReceiptLook; readonly barcode: string | null }) => {
  const { stays, destination, patronName } = look;
  const { word, name } = stays
    ? whereToWords({ kind: stays, name: patronName }, patronName)
    : destinationAhead(destination, patronName);
  return (
    <>
      <Text fw={700}>
        <OutsideWords text={look.title} />
      </Text>
      <Text size="sm">
        <Facts>
          <bdi>{look.externalId}</bdi>
          {barcode !== null && <bdi>{barcode}</bdi>}
          {stays ? word : t('Goes to: {word}', { word })}
          {name !== '' && <OutsideWords text={name} />}
          {look.partnerName !== '' &&
            tx('from {partner}', { partner: <OutsideWords text={look.partnerName} /> })}
          {look.inSet && receivedWords(look.volumesReceived, look.volumesExpected)}
        </Facts>
      </Text>
      {look.remarks.map((remark) => (
        <Text key={remark} size="sm">
          {remark}
        </Text>
      ))}
      {look.question === null && barcode === null && (
        <Text size="sm" fw={700}>
          {t('Now scan the item’s barcode.')}
        </Text>
      )}
    </>
  );
};

const lookOf = (receiving: ReceivingActor): ListLook<Receipt, ReceiptLook> => {
  const openForm = ({ id, scan }: ReceiptLine): void => {
    const { store } = receiptListOf(receiving);
    store().send({ type: 'line.removed', id });
    store().send({ type: 'many.chosen', many: false });
    receiving.send({ type: 'identifier.entered', code: scan.identifier, use: null });
  };
  return {
    label: (lines) => {
      const last = lines.at(-1);
      return last?.look && last.scan.barcode === null
        ? t('Temporary barcode for {externalId}', { externalId: last.look.externalId })
        : t('External identifier');
    },
    confirm: (ready) => t('Receive {ready} {ready, plural, one {item} other {items}}', { ready }),
    doing: t('Receiving'),
    counted: t('Items received'),
    toDo: t('To receive'),
    done: t('Received'),
    not: t('Not received.'),
    empty: t(
      'Scan the external identifier, then the item’s barcode; for a set, every barcode. Or paste lines from a scanner with memory: identifier, then a tab, semicolon or comma, then barcode. One key then receives them all.',
    ),
    item: (line) => line.look && <Item look={line.look} barcode={line.look.barcode} />,
    why: (line) => (line.look?.question ? { word: t('Needs an answer.'), text: line.look.question } : null),
    wayOn: (line) =>
      (line.look !== null && line.look.question !== null) ||
      formHelps.includes(line.refusal?.code ?? null) ? (
        <Button size="compact-sm" onClick={() => openForm(line)}>
          {t('Open form')}
        </Button>
      ) : null,
    typed: ({ identifier, barcode }) => (barcode === null ? identifier : `${identifier};${barcode}`),
  };
};

/** Receives a list: pairs of scans, one after the other, and one key that receives all of them. */
export const ReceiptList = () => {
  const receiving = useReceiving();
  const list = receiptListOf(receiving);
  const look = useMemo(() => lookOf(receiving), [receiving]);
  const lastSlip = useCallback(() => lastSlipOf(list), [list]);
  useAsStepRunner(receiving, lastSlip);
  return (
    <ScanList list={list} look={look}>
      <ReceivingFeedback />
      <SlipLine runner={receiving} />
    </ScanList>
  );
};
