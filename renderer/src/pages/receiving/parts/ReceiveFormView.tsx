import { Badge, Button, Checkbox, Group, Radio, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { commands } from '../../../../../shared/domain/commands.ts';
import type { ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import { isCancellationAsked } from '../../../../../shared/domain/receiving.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { DueDay } from '../../../components/Dates.tsx';
import { Outside } from '../../../components/Outside.tsx';
import { destinationAhead, WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../../../components/ScanPage.module.css';
import { BarcodeBox } from './Boxes.tsx';
import { MoreFields } from './MoreFields.tsx';
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
  const more = useReceivingSelector(({ context }) => context.more.details);
  const sender = form.senders.find(({ id }) => id === more.partnerId);
  const dueOn = more.dueOn ?? request.dueOn;
  return (
    <dl className={classes['facts']}>
      <Fact name={t('common.requester')}>
        <Outside text={request.patronName || t('common.notKnown')} />
      </Fact>
      <Fact name={t('common.partner')}>
        <Outside text={sender?.name || request.partnerName || t('common.notKnown')} />
      </Fact>
      <Fact name={t('common.pickupLocation')}>{request.pickupName || t('receiving.thisDesk')}</Fact>
      <Fact name={t('common.dueBack')}>{dueOn ? <DueDay date={dueOn} /> : t('common.noDateGiven')}</Fact>
      <Fact name={t('common.status')}>{statusLabel(request.status)}</Fact>
      {form.cost !== '' && <Fact name={t('common.cost')}>{form.cost}</Fact>}
      {form.circulationNote !== '' && (
        <Fact name={t('common.circulationNote')}>
          <Outside text={form.circulationNote} lines={4} />
        </Fact>
      )}
    </dl>
  );
};

/** The conditions of whoever is chosen as the one that sent it. */
const useConditionsShown = (form: ReceiveForm): readonly string[] => {
  const sender = useReceivingSelector(({ context }) => context.more.details.partnerId);
  return form.senders.find(({ id }) => id === sender)?.useConditions ?? form.useConditions;
};

/** What the item may be used for: as loud as where it goes. */
const UseConditions = ({ form }: { readonly form: ReceiveForm }) =>
  useConditionsShown(form).map((condition) => (
    <WhereTo key={condition} small sign="look" word={t('receiving.useCondition')} name={condition} />
  ));

/** What the partner and colleagues want to be known before the item goes anywhere. */
const Notes = ({ form }: { readonly form: ReceiveForm }) => {
  const useConditions = useConditionsShown(form);
  // The partner's condition often comes as a note as well: once is enough.
  const notes = form.notes.filter(({ text }) => !useConditions.includes(text));
  if (notes.length === 0) return null;
  return (
    <dl className={`${classes['facts']} ${classes['notes']}`}>
      <Fact name={t('receiving.notes')}>
        {notes.map((note, index) => (
          <div key={index}>
            {note.from === 'partner' ? t('receiving.partner') : t('receiving.staff')}
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
        label={t('receiving.automaticallyPrintSlip')}
        value={printSlip ? 'yes' : 'no'}
        onChange={(chosen) =>
          receiving.send({ type: 'option.changed', option: 'printSlip', on: chosen === 'yes' })
        }
      >
        <Group gap="md">
          <Radio value="yes" label={t('common.yes')} />
          <Radio value="no" label={t('common.no')} />
        </Group>
      </Radio.Group>
      <Checkbox
        label={t('receiving.multipleItems')}
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
    {form.position === 'further' && (
      <Badge color="yellow.4" c="black" size="lg" mt="xs">
        {t('receiving.oneMoreVolumeThanExpected')}
      </Badge>
    )}
    {form.position === 'late' && (
      <Badge color="yellow.4" c="black" size="lg" mt="xs">
        {t('receiving.lateVolumeOfWentBack', {
          volumesReceived: form.request.volumesReceived,
          volumesExpected: form.request.volumesExpected,
        })}
      </Badge>
    )}
  </div>
);

/** The receive form of one request, in the page under the box that opened it. */
export const ReceiveFormView = ({ form }: { readonly form: ReceiveForm }) => {
  const receiving = useReceiving();
  const canClose = useReceivingSelector((snapshot) => snapshot.can({ type: 'form.closed' }));
  const isShown = useReceivingSelector(({ context }) => context.feedback?.kind === 'received');
  const volumes = useReceivingSelector(({ context }) => context.received);
  return (
    <section
      className={classes['form']}
      aria-label={t('receiving.request', { externalId: form.request.externalId })}
    >
      <Stack gap="sm">
        <Heading form={form} />
        {form.warning && (
          <div role="alert">
            <WhereTo small sign="look" word={t('receiving.checkFirst')} name="">
              <p className={classes['detail']}>{form.warning}</p>
            </WhereTo>
          </div>
        )}
        {isCancellationAsked(form.request.status) && (
          <Group>
            <Button
              variant="default"
              title={commands['print.slip'].keys}
              onClick={() =>
                receiving.send({ type: 'slip.asked', ask: { kind: 'return', requestId: form.request.id } })
              }
            >
              {t('receiving.printReturnSlip')}
            </Button>
          </Group>
        )}
        {!isShown && <WhereTo ahead small {...destinationAhead(form.destination, form.request.patronName)} />}
        <UseConditions form={form} />
        <Notes form={form} />
        <Options />
        <BarcodeBox key={form.request.id} />
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
            {t('receiving.closeEsc')}
          </Button>
        </Group>
      </Stack>
    </section>
  );
};
