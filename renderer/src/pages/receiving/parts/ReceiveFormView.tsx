import { Button, Checkbox, Group, Radio, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import { missingOf, senderOf } from '../../../machines/receiving.parcel.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { DueDay } from '../../../components/Dates.tsx';
import { Outside } from '../../../components/Outside.tsx';
import { destinationAhead, WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../../../components/ScanPage.module.css';
import { BarcodeBox } from './Boxes.tsx';
import { MoreFields } from './MoreFields.tsx';
import { ParcelChoice } from './ParcelChoice.tsx';
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

const Facts = ({ form }: { readonly form: ReceiveForm }) => {
  const { request } = form;
  const typed = useReceivingSelector(({ context }) => context.more.details.dueOn);
  const sender = useReceivingSelector(({ context }) => senderOf(context));
  const dueOn = typed ?? sender?.dueOn;
  return (
    <dl className={classes['facts']}>
      <Fact name={t('Requester')}>
        <Outside text={request.patronName || t('not known')} />
      </Fact>
      <Fact name={t('Partner')}>
        <Outside text={sender?.name || request.partnerName || t('not known')} />
      </Fact>
      <Fact name={t('Pickup location')}>{request.pickupName || t('this desk')}</Fact>
      <Fact name={t('Due back')}>{dueOn ? <DueDay date={dueOn} /> : t('no date given')}</Fact>
      <Fact name={t('Status')}>{statusLabel(request.status)}</Fact>
      {form.cost !== '' && <Fact name={t('Cost')}>{form.cost}</Fact>}
      {form.circulationNote !== '' && (
        <Fact name={t('Circulation note')}>
          <Outside text={form.circulationNote} lines={4} />
        </Fact>
      )}
    </dl>
  );
};

/** The conditions of the partner that sent it. */
const useConditionsShown = (form: ReceiveForm): readonly string[] => {
  const sender = useReceivingSelector(({ context }) => senderOf(context));
  return sender?.useConditions ?? form.useConditions;
};

/** What the item may be used for: as loud as where it goes. */
const UseConditions = ({ form }: { readonly form: ReceiveForm }) =>
  useConditionsShown(form).map((condition) => (
    <WhereTo key={condition} small sign="look" word={t('USE CONDITION')} name={condition} />
  ));

/** That its partner wants it back: it goes back before anybody is lent it. */
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

/** What the partner and colleagues want to be known before the item goes anywhere. */
const Notes = ({ form }: { readonly form: ReceiveForm }) => {
  const useConditions = useConditionsShown(form);
  // The partner's condition often comes as a note as well: once is enough.
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

const Options = () => {
  const receiving = useReceiving();
  const printSlip = useReceivingSelector(({ context }) => context.printSlip);
  const several = useReceivingSelector(({ context }) => context.several);
  const inLoop = useReceivingSelector(({ context }) => context.inLoop);
  return (
    <Group gap="lg" align="center">
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
      <Checkbox
        label={t('Multiple items')}
        checked={several}
        disabled={inLoop}
        onChange={({ currentTarget }) =>
          receiving.send({ type: 'option.changed', option: 'several', on: currentTarget.checked })
        }
      />
    </Group>
  );
};

const Heading = ({ form }: { readonly form: ReceiveForm }) => (
  <div>
    <Title order={2}>
      <Outside text={form.request.title} lines={2} />
    </Title>
    {form.request.author !== '' && (
      <Text>
        <Outside text={form.request.author} />
      </Text>
    )}
  </div>
);

/** Where the item will go once it is received: what is not for the patron goes back. */
const Ahead = ({ form }: { readonly form: ReceiveForm }) => {
  const goesBack = useReceivingSelector(({ context }) => context.use === 'goes-back');
  const sender = useReceivingSelector(({ context }) => senderOf(context));
  const isShown = useReceivingSelector(({ context }) => context.feedback?.kind === 'received');
  const isChosen = useReceivingSelector(({ context }) => missingOf(context) !== 'use');
  if (isShown || !isChosen) return null;
  if (goesBack)
    return (
      <WhereTo ahead small sign="back" word={t('Back to partner')} name={sender?.name || t('The partner')} />
    );
  return <WhereTo ahead small {...destinationAhead(form.destination, form.request.patronName)} />;
};

/** The receive form of one request, in the page under the box that opened it. */
export const ReceiveFormView = ({ form }: { readonly form: ReceiveForm }) => {
  const receiving = useReceiving();
  const canClose = useReceivingSelector((snapshot) => snapshot.can({ type: 'form.closed' }));
  const isChosen = useReceivingSelector(({ context }) => missingOf(context) !== 'use');
  const volumes = useReceivingSelector(({ context }) => context.received);
  return (
    <section
      className={classes['form']}
      aria-label={t('Request {externalId}', { externalId: form.request.externalId })}
    >
      <Stack gap="sm">
        <Heading form={form} />
        {form.warning && (
          <div role="alert">
            <WhereTo small sign="look" word={t('CHECK FIRST')} name="">
              <p className={classes['detail']}>{form.warning}</p>
            </WhereTo>
          </div>
        )}
        {form.choice && <ParcelChoice choice={form.choice} />}
        <Ahead form={form} />
        <WantedBack />
        <UseConditions form={form} />
        <Notes form={form} />
        <Options />
        {isChosen && <SentBy form={form} />}
        {isChosen && <BarcodeBox key={form.request.id} />}
        <MoreFields key={`more ${form.request.id}`} form={form} />
        <IncompleteQuestion />
        <ReceivedElsewhere />
        {volumes.length > 0 && <ReceivedBarcodes volumes={volumes} />}
        <Facts form={form} />
        <Group>
          <Button
            variant="subtle"
            disabled={!canClose}
            onClick={() => receiving.send({ type: 'form.closed' })}
          >
            {t('Close (Esc)')}
          </Button>
        </Group>
      </Stack>
    </section>
  );
};
