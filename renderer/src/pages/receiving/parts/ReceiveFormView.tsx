import { Button, Checkbox, Group, Radio, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import { missingOf, senderOf, staysOf } from '../../../machines/receiving.parcel.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { Outside } from '../../../components/Outside.tsx';
import { WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../../../components/ScanPage.module.css';
import { BarcodeBox } from './Boxes.tsx';
import { MoreButtons, MoreFields, useMore } from './MoreFields.tsx';
import { ParcelChoice } from './ParcelChoice.tsx';
import { ReceiveCard } from './ReceiveCard.tsx';
import { SentBy } from './SentBy.tsx';
import { IncompleteQuestion } from './IncompleteQuestion.tsx';
import { ReceivedBarcodes, ReceivedElsewhere } from './ReceivedBarcodes.tsx';
import { t } from '../../../../../shared/words/words.ts';

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** Facts that are shown nowhere else. */
const Facts = ({ form: { cost, circulationNote } }: { readonly form: ReceiveForm }) =>
  (cost !== '' || circulationNote !== '') && (
    <dl className={classes['facts']}>
      {cost !== '' && <Fact name={t('Cost')}>{cost}</Fact>}
      {circulationNote !== '' && (
        <Fact name={t('Circulation note')}>
          <Outside text={circulationNote} lines={4} />
        </Fact>
      )}
    </dl>
  );

/** The use conditions of the partner that sent the item. */
const useConditionsShown = (form: ReceiveForm): readonly string[] => {
  const sender = useReceivingSelector(({ context }) => senderOf(context));
  return sender?.useConditions ?? form.useConditions;
};

/** The use conditions of the item: as prominent as its destination. */
const UseConditions = ({ form }: { readonly form: ReceiveForm }) =>
  useConditionsShown(form).map((condition) => (
    <WhereTo key={condition} small sign="look" word={t('USE CONDITION')} name={condition} />
  ));

/** The partner wants the item back: it must be returned before it can be lent. */
const WantedBack = () => {
  const sender = useReceivingSelector(({ context }) => senderOf(context));
  return (
    sender?.wantsBack && (
      <WhereTo small sign="stop" word={t('Recalled')} name="">
        <p className={classes['detail']}>{sender.wantsBack}</p>
      </WhereTo>
    )
  );
};

/** Notes by the partner and colleagues, to read before moving the item. */
const Notes = ({ form }: { readonly form: ReceiveForm }) => {
  const useConditions = useConditionsShown(form);
  // The partner's condition often arrives as a note as well: do not repeat it.
  const notes = form.notes.filter(({ text }) => !useConditions.includes(text));
  if (notes.length === 0) return null;
  return (
    <dl className={`${classes['facts']} ${classes['notes']}`}>
      <Fact name={t('Notes')}>
        {notes.map((note, index) => (
          <div key={index}>
            {note.from === 'partner' ? t('Partner: ') : t('Staff: ')}
            <Outside text={note.text} lines={3} />
          </div>
        ))}
      </Fact>
    </dl>
  );
};

/** Whether a slip is printed; an item that stays where it is gets none. */
const SlipChoice = () => {
  const receiving = useReceiving();
  const printSlip = useReceivingSelector(({ context }) => context.printSlip);
  const stays = useReceivingSelector(
    ({ context }) => context.form !== null && staysOf(context.form) !== null,
  );
  if (stays) return null;
  return (
    <Radio.Group
      className={classes['choices'] ?? ''}
      label={t('Automatically print slip')}
      value={printSlip ? 'yes' : 'no'}
      onChange={(chosen) =>
        receiving.send({ type: 'option.changed', option: 'printSlip', on: chosen === 'yes' })
      }
    >
      <Group gap="md">
        <Radio value="yes" label={t('Yes')} />
        <Radio value="no" label={t('No')} />
      </Group>
    </Radio.Group>
  );
};

const Options = () => {
  const receiving = useReceiving();
  const several = useReceivingSelector(({ context }) => context.several);
  const inLoop = useReceivingSelector(({ context }) => context.inLoop);
  const canClose = useReceivingSelector((snapshot) => snapshot.can({ type: 'form.closed' }));
  return (
    <Group gap="lg" align="center">
      <SlipChoice />
      <Checkbox
        label={t('Multiple items')}
        checked={several}
        disabled={inLoop}
        onChange={({ currentTarget }) =>
          receiving.send({ type: 'option.changed', option: 'several', on: currentTarget.checked })
        }
      />
      <Button
        size="compact-md"
        variant="subtle"
        className={classes['close'] ?? ''}
        disabled={!canClose}
        onClick={() => receiving.send({ type: 'form.closed' })}
      >
        {t('Close (Esc)')}
      </Button>
    </Group>
  );
};

/** A warning to read before the first Save of a parcel; the further volumes of its set need it no more. */
const Warning = ({ form: { request, warning } }: { readonly form: ReceiveForm }) => {
  const isSaved = useReceivingSelector(
    ({ context }) => context.inLoop && context.lastReceived?.requestId === request.id,
  );
  if (warning === null || isSaved) return null;
  return (
    <div role="alert">
      <WhereTo small sign="look" word={t('CHECK FIRST')} name="">
        <p className={classes['detail']}>{warning}</p>
      </WhereTo>
    </div>
  );
};

/**
 * The receive form of one request, on the page under the box that opened it: the card, the box for the barcode, and below it further
 * information and choices.
 */
export const ReceiveFormView = ({ form }: { readonly form: ReceiveForm }) => {
  const isChosen = useReceivingSelector(({ context }) => missingOf(context) !== 'use');
  const volumes = useReceivingSelector(({ context }) => context.received);
  const more = useMore();
  const choice = form.choice && <ParcelChoice choice={form.choice} />;
  return (
    <section
      className={classes['form']}
      aria-label={t('Request {externalId}', { externalId: form.request.externalId })}
    >
      <ReceiveCard form={form} />
      {isChosen ? (
        <BarcodeBox key={form.request.id} side={<MoreButtons {...more} />} />
      ) : (
        <div data-area="barcode">{choice}</div>
      )}
      <Stack gap="sm" data-area="rest">
        {isChosen && <SentBy form={form} />}
        <MoreFields key={`more ${form.request.id}`} form={form} more={more} />
        <IncompleteQuestion />
        {isChosen && choice}
        <Warning form={form} />
        <WantedBack />
        <UseConditions form={form} />
        <Notes form={form} />
        <Options />
        <ReceivedElsewhere />
        {volumes.length > 0 && <ReceivedBarcodes volumes={volumes} />}
        <Facts form={form} />
      </Stack>
    </section>
  );
};
