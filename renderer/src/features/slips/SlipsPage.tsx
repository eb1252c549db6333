import { Button, Checkbox, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { slipKinds } from '../../../../shared/domain/slips.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { useSlips } from '../../api/queries.ts';
import { Moment } from '../../components/Dates.tsx';
import { LoadFailed, Nothing, Waiting } from '../../shell/notices/LoadStates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { Pages } from '../../components/Pages.tsx';
import { SlipBadge } from '../../components/SlipBadge.tsx';

const limit = 50;

/** Why the slip is not printed again, or null. */
const whyNot = (job: PrintJobView): string | null => (job.undone ? slipKinds[job.kind].undone : null);

const PrintButton = ({ job }: { readonly job: PrintJobView }) => {
  const why = useId();
  const print = useMutation({
    // The id is made with the press, so that one press prints once, however often it is sent.
    mutationFn: (opId: ReturnType<typeof newOpId>) =>
      job.state === 'failed'
        ? ask('slips.retry', { jobId: job.id })
        : ask('slips.reprint', { opId, jobId: job.id }),
  });
  const waits = job.state === 'queued' || job.state === 'printing';
  const undone = whyNot(job);
  return (
    <>
      <Button
        size="compact-md"
        variant="default"
        disabled={waits || undone !== null || print.isPending}
        title={undone ?? undefined}
        aria-describedby={undone === null ? undefined : why}
        aria-label={`${job.state === 'failed' ? 'Print again' : 'Reprint'}: ${slipKinds[job.kind].label} ${job.externalId}`}
        onClick={() => print.mutate(newOpId())}
      >
        {job.state === 'failed' ? 'Print again' : 'Reprint'}
      </Button>
      {undone !== null && (
        <Text id={why} size="sm" maw="16rem">
          {undone}
        </Text>
      )}
      {print.error && (
        <Text role="alert" size="sm" c="var(--desk-stop)">
          {sentenceOf(print.error)}
        </Text>
      )}
    </>
  );
};

const Row = ({ job }: { readonly job: PrintJobView }) => (
  <Table.Tr>
    <Table.Td>
      <Moment at={job.createdAt} />
    </Table.Td>
    <Table.Td style={{ whiteSpace: 'nowrap' }}>{slipKinds[job.kind].label}</Table.Td>
    <Table.Td>
      <Outside text={job.title} />
      <Text size="sm" c="dimmed" component="div">
        <bdi>{job.externalId}</bdi> <bdi>{job.barcode}</bdi>
      </Text>
    </Table.Td>
    <Table.Td>
      <SlipBadge state={job.state} note={job.note} />
      {job.note !== '' && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {job.note}
        </Text>
      )}
    </Table.Td>
    <Table.Td>
      <PrintButton job={job} />
    </Table.Td>
  </Table.Tr>
);

const Jobs = ({ only }: { readonly only: 'all' | 'unprinted' }) => {
  const [offset, setOffset] = useState(0);
  const slips = useSlips(only, { offset, limit });
  if (slips.isError) return <LoadFailed error={slips.error} retry={() => void slips.refetch()} />;
  if (!slips.data) return <Waiting rows={8} />;
  if (slips.data.total === 0)
    return (
      <Nothing>
        {only === 'unprinted'
          ? 'Every slip is printed. One that fails appears here with the reason.'
          : 'No slips yet. Each item that is received with “Automatically print slip” appears here.'}
      </Nothing>
    );
  return (
    <>
      <Table.ScrollContainer minWidth={640} type="native">
        <Table striped aria-label="Slips">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Asked for</Table.Th>
              <Table.Th scope="col">Slip</Table.Th>
              <Table.Th scope="col">Item</Table.Th>
              <Table.Th scope="col">State</Table.Th>
              <Table.Th scope="col">
                <VisuallyHidden>Action</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {slips.data.rows.map((job) => (
              <Row key={job.id} job={job} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Pages offset={offset} limit={limit} total={slips.data.total} turn={setOffset} />
    </>
  );
};

/** Every slip that was asked for, and what became of it. */
export const SlipsPage = () => {
  const [unprinted, setUnprinted] = useState(false);
  return (
    <>
      <Title order={1} size="h2" mb="sm">
        Slips
      </Title>
      <Checkbox
        label="Only slips that are not printed"
        mb="md"
        checked={unprinted}
        onChange={({ currentTarget }) => setUnprinted(currentTarget.checked)}
      />
      <Jobs key={String(unprinted)} only={unprinted ? 'unprinted' : 'all'} />
    </>
  );
};
