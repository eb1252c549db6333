import { Badge, Button, Checkbox, Group, Radio, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { commands } from '../../../../../shared/domain/commands.ts';
import type { ReceiveForm } from '../../../../../shared/ipc/views.ts';
import { isCancellationAsked } from '../../../../../shared/domain/receiving.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import { useReceiving, useReceivingSelector } from '../../../shell/receiving/receiving-actor.ts';
import { DueDay } from '../../../components/Dates.tsx';
import { Outside } from '../../../components/Outside.tsx';
import { destinationAhead, WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../../../components/Lane.module.css';
import { BarcodeBox } from './BarcodeBox.tsx';
import { IncompleteQuestion } from './IncompleteQuestion.tsx';
import { ReceivedBarcodes } from './ReceivedBarcodes.tsx';

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Facts = ({ form }: { readonly form: ReceiveForm }) => {
  const { request } = form;
  return (
    <dl className={classes['facts']}>
      <Fact name="Requester">
        <Outside text={request.patronName || 'not known'} />
      </Fact>
      <Fact name="Partner">
        <Outside text={request.partnerName || 'not known'} />
      </Fact>
      <Fact name="Pickup location">{request.pickupName || 'this desk'}</Fact>
      <Fact name="Due back">{request.dueOn ? <DueDay date={request.dueOn} /> : 'no date given'}</Fact>
      <Fact name="Status">{statusLabel(request.status)}</Fact>
      {form.cost !== '' && <Fact name="Cost">{form.cost}</Fact>}
      {form.circulationNote !== '' && (
        <Fact name="Circulation note">
          <Outside text={form.circulationNote} lines={4} />
        </Fact>
      )}
    </dl>
  );
};

/** What the partner and colleagues want to be known before the item goes anywhere. */
const Notes = ({ form }: { readonly form: ReceiveForm }) => {
  // The partner's condition often comes as a note as well: once is enough.
  const notes = form.notes.filter(({ text }) => !form.useConditions.includes(text));
  if (form.useConditions.length === 0 && notes.length === 0) return null;
  return (
    <dl className={`${classes['facts']} ${classes['notes']}`}>
      {form.useConditions.length > 0 && (
        <Fact name="Use conditions">
          {form.useConditions.map((condition) => (
            <Text key={condition} fw={700} component="div">
              <Outside text={condition} lines={3} />
            </Text>
          ))}
        </Fact>
      )}
      {notes.length > 0 && (
        <Fact name="Notes">
          {notes.map((note, index) => (
            <div key={index}>
              {note.from === 'partner' ? 'Partner: ' : 'Staff: '}
              <Outside text={note.text} lines={3} />
            </div>
          ))}
        </Fact>
      )}
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
        label="Automatically print slip"
        value={printSlip ? 'yes' : 'no'}
        onChange={(chosen) =>
          receiving.send({ type: 'option.changed', option: 'printSlip', on: chosen === 'yes' })
        }
      >
        <Group gap="md">
          <Radio value="yes" label="Yes" />
          <Radio value="no" label="No" />
        </Group>
      </Radio.Group>
      <Checkbox
        label="Multiple items"
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
    <Title order={2} size="h3">
      <Outside text={form.request.title} lines={2} />
    </Title>
    {form.request.author !== '' && (
      <Text>
        <Outside text={form.request.author} />
      </Text>
    )}
    {form.position === 'further' && (
      <Badge color="yellow.4" c="black" size="lg" mt="xs">
        One more volume than expected
      </Badge>
    )}
    {form.position === 'late' && (
      <Badge color="yellow.4" c="black" size="lg" mt="xs">
        {`Late volume: ${form.request.volumesReceived} of ${form.request.volumesExpected} went back`}
      </Badge>
    )}
  </div>
);

/** The receive form of one request, in the lane under the box that opened it. */
export const ReceiveFormView = ({ form }: { readonly form: ReceiveForm }) => {
  const receiving = useReceiving();
  const canClose = useReceivingSelector((snapshot) => snapshot.can({ type: 'form.closed' }));
  const isShown = useReceivingSelector(({ context }) => context.feedback?.kind === 'received');
  const volumes = useReceivingSelector(({ context }) => context.received);
  return (
    <section className={classes['form']} aria-label={`Request ${form.request.externalId}`}>
      <Stack gap="sm">
        <Heading form={form} />
        {form.warning && (
          <div role="alert">
            <WhereTo small sign="look" word="CHECK FIRST" name="">
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
              Print return slip
            </Button>
          </Group>
        )}
        {!isShown && <WhereTo small {...destinationAhead(form.destination, form.request.patronName)} />}
        <Notes form={form} />
        <Options />
        <BarcodeBox key={form.request.id} />
        <IncompleteQuestion />
        {volumes.length > 0 && <ReceivedBarcodes volumes={volumes} />}
        <Facts form={form} />
        <Group>
          <Button
            variant="subtle"
            disabled={!canClose}
            onClick={() => receiving.send({ type: 'form.closed' })}
          >
            Close (Esc)
          </Button>
        </Group>
      </Stack>
    </section>
  );
};
