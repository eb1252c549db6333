import { Badge, Button, Checkbox, Group, Radio, Stack, Text, Title } from '@mantine/core';
import type { ReceiveForm } from '../../../../../shared/ipc/views.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import { useReceiving, useReceivingSelector } from '../../../app/receiving-actor.ts';
import { DueDay } from '../../../components/Dates.tsx';
import { Outside } from '../../../components/Outside.tsx';
import { WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../ReceivingPage.module.css';
import { BarcodeBox } from './BarcodeBox.tsx';
import { IncompleteQuestion } from './IncompleteQuestion.tsx';
import { ReceivedBarcodes } from './ReceivedBarcodes.tsx';

const Facts = ({ form }: { readonly form: ReceiveForm }) => {
  const { request } = form;
  return (
    <dl className={classes['facts']}>
      <dt>Requester</dt>
      <dd>
        <Outside text={request.patronName || 'not known'} />
      </dd>
      <dt>Lender</dt>
      <dd>
        <Outside text={request.lenderName || 'not known'} />
      </dd>
      <dt>Pickup location</dt>
      <dd>{request.pickupName || 'this desk'}</dd>
      <dt>Due back</dt>
      <dd>{request.dueOn ? <DueDay date={request.dueOn} /> : 'no date given'}</dd>
      <dt>Status</dt>
      <dd>{statusLabel(request.status)}</dd>
      {form.useConditions.length > 0 && (
        <>
          <dt>Use conditions</dt>
          <dd>
            {form.useConditions.map((condition) => (
              <Text key={condition} fw={700} component="div">
                <Outside text={condition} lines={4} />
              </Text>
            ))}
          </dd>
        </>
      )}
      {form.circulationNote !== '' && (
        <>
          <dt>Circulation note</dt>
          <dd>
            <Outside text={form.circulationNote} lines={4} />
          </dd>
        </>
      )}
      {form.cost !== '' && (
        <>
          <dt>Cost</dt>
          <dd>{form.cost}</dd>
        </>
      )}
      {form.notes.length > 0 && (
        <>
          <dt>Notes</dt>
          <dd>
            {form.notes.map((note, index) => (
              <div key={index}>
                {note.from === 'partner' ? 'Lender: ' : 'Staff: '}
                <Outside text={note.text} lines={4} />
              </div>
            ))}
          </dd>
        </>
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
    <Group gap="xl" align="end">
      <Radio.Group
        label="Automatically print slip"
        value={printSlip ? 'yes' : 'no'}
        onChange={(chosen) =>
          receiving.send({ type: 'option.changed', option: 'printSlip', on: chosen === 'yes' })
        }
      >
        <Group gap="md" mt={4}>
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
      <Outside text={form.request.title} lines={3} />
    </Title>
    {form.request.author !== '' && (
      <Text size="lg">
        <Outside text={form.request.author} />
      </Text>
    )}
    {form.position === 'further' && (
      <Badge color="yellow.4" c="black" size="lg" mt="xs">
        One more volume than expected
      </Badge>
    )}
  </div>
);

const Destination = ({ form }: { readonly form: ReceiveForm }) =>
  form.destination.kind === 'hold-shelf' ? (
    <WhereTo sign="shelf" word="On hold shelf here" name={form.request.patronName} />
  ) : (
    <WhereTo sign="send" word={`In transit to ${form.destination.deskName}`} name="" />
  );

/** The receive form of one request, in the lane under the box that opened it. */
export const ReceiveFormView = ({ form }: { readonly form: ReceiveForm }) => {
  const receiving = useReceiving();
  const said = useReceivingSelector(({ context }) => context.feedback?.kind === 'received');
  const volumes = useReceivingSelector(({ context }) => context.received);
  return (
    <section className={classes['form']} aria-label={`Request ${form.request.externalId}`}>
      <Stack gap="sm">
        <Heading form={form} />
        {form.warning && (
          <div role="alert">
            <WhereTo sign="look" word="CHECK FIRST" name="">
              <p className={classes['detail']}>{form.warning}</p>
            </WhereTo>
          </div>
        )}
        {!said && <Destination form={form} />}
        <Facts form={form} />
        <Options />
        <BarcodeBox key={form.request.id} />
        <IncompleteQuestion />
        {volumes.length > 0 && <ReceivedBarcodes volumes={volumes} />}
        <Group>
          <Button variant="subtle" onClick={() => receiving.send({ type: 'form.closed' })}>
            Close (Esc)
          </Button>
        </Group>
      </Stack>
    </section>
  );
};
