import { Button, Checkbox, Stack } from '@mantine/core';
import { useReceiving, useReceivingSelector } from '../../steps/receiving/receiving-actor.ts';
import type { Pending } from '../../machines/receiving.context.ts';
import type { CallWords } from '../../steps/StepNotifications.tsx';
import { InDoubt, SlipLine, undoWords, Waiting } from '../../steps/StepNotifications.tsx';
import { CardHint } from '../../steps/CardHint.tsx';
import { useRefusalEnds } from '../../steps/refusal-ends.ts';
import { WaitingHere } from '../../steps/scan-page/WaitingHere.tsx';
import { useScanTarget } from '../../scanner/scan-target.ts';
import { takesScan, useList, useListHere } from '../../steps/scan-list/use-list.ts';
import { receiptListOf } from './list/receipt-list.ts';
import { ReceiptList } from './list/ReceiptList.tsx';
import { IdentifierBox } from './parts/Boxes.tsx';
import { useEscapeCloses } from './parts/escape-closes.ts';
import { ReceiveFormView } from './parts/ReceiveFormView.tsx';
import { ReceivingFeedback } from './parts/ReceivingFeedback.tsx';
import classes from '../../components/ScanPage.module.css';
import { t } from '../../../../shared/words/words.ts';

const words = {
  open: { doing: t('Looking up'), doubt: t('The request could not be looked up. Nothing was changed.') },
  store: {
    doing: t('Saving'),
    doubt: t('The item may or may not have been received. Trying again won’t receive it twice.'),
    leave: t('See what was saved'),
  },
  finish: {
    doing: t('Ending the set'),
    doubt: t('The set may or may not have been ended. Trying again won’t end it twice.'),
    leave: t('See what was saved'),
  },
  make: {
    doing: t('Making a barcode'),
    doubt: t('The barcode may or may not have been made. Trying again won’t make two.'),
  },
  undo: undoWords,
} as const satisfies Record<Pending['call'], CallWords>;

const OneByOne = () => {
  const receiving = useReceiving();
  useRefusalEnds(receiving);
  const escapeCloses = useEscapeCloses();
  const call = useReceivingSelector(({ context }) => context.pending?.call ?? null);
  const form = useReceivingSelector(({ context }) => context.form);
  const isQuiet = useReceivingSelector(({ context }) => !context.form && !context.feedback);
  const isBusy = useReceivingSelector(({ context }) => context.pending !== null);
  return (
    <div className={classes['places']} onKeyDown={escapeCloses}>
      <IdentifierBox />
      {isQuiet && (
        <CardHint isBusy={isBusy}>
          {t(
            'Scan the external identifier on the partner’s paperwork. F2 brings you back to this box from anywhere.',
          )}
        </CardHint>
      )}
      <ReceivingFeedback />
      <Waiting runner={receiving} />
      <SlipLine runner={receiving} />
      <InDoubt runner={receiving} words={call && words[call]} />
      {form ? (
        <ReceiveFormView form={form} />
      ) : (
        <WaitingHere queue="to-receive" label={t('On its way here')} />
      )}
    </div>
  );
};

/** Receiving Items: one page, two scans per item. */
export const ReceivingPage = () => {
  const receiving = useReceiving();
  const notifyPatron = useReceivingSelector(({ context }) => context.notifyPatron);
  const form = useReceivingSelector(({ context }) => context.form);
  const list = receiptListOf(receiving);
  const many = useList(list, (context) => context.many);
  const listed = useList(list, ({ lines }) => lines.length);
  useScanTarget((scan) => {
    const { code, partial } = scan;
    if (takesScan(list, scan)) list.store().send({ type: 'scanned', code, partial });
    else receiving.send({ type: partial ? 'scan.partial' : 'scanned', code });
  });
  useListHere(list);
  return (
    <Stack className={classes['page'] ?? ''} gap="sm">
      <div className={classes['top']}>
        <Checkbox
          label={t('Automatically notify patron')}
          checked={notifyPatron}
          onChange={({ currentTarget }) =>
            receiving.send({ type: 'option.changed', option: 'notifyPatron', on: currentTarget.checked })
          }
        />
        <Button
          variant="default"
          disabled={!many && form !== null}
          title={!many && form !== null ? t('Finish the current step first.') : undefined}
          onClick={() => list.store().send({ type: 'many.chosen', many: !many })}
        >
          {many
            ? t('Receive one by one')
            : t('Receive a list{listedCase, select, yes { ({listed} in the list)} other {}}', {
                listedCase: listed > 0 ? 'yes' : 'no',
                listed,
              })}
        </Button>
      </div>
      {many ? <ReceiptList /> : <OneByOne />}
    </Stack>
  );
};
