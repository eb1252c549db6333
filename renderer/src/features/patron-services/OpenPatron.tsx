import { Button, Group, NativeSelect, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import type { PatronId } from '../../../../shared/domain/ids.ts';
import type { LoansDisplay } from '../../../../shared/ipc/calls/loans.ts';
import type { PatronView } from '../../../../shared/ipc/views.ts';
import { LoadFailed, Waiting } from '../../shell/notices/LoadStates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { useLane } from '../../shell/lane/lane-actor.ts';
import { LaneBox } from '../../shell/lane/LaneBox.tsx';
import { LaneNotifications } from '../../shell/lane/LaneNotifications.tsx';
import { LoansTable } from './LoansTable.tsx';
import { usePatron } from './patron-queries.ts';
import type { PatronPage } from './patron-queries.ts';
import classes from './PatronServices.module.css';
import { RequestsOfPatron } from './RequestsOfPatron.tsx';

const Head = ({ patron }: { readonly patron: PatronView | null }) => {
  const lane = useLane();
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" className={classes['head'] ?? ''}>
      <div>
        <Title order={2} size="h3">
          <Outside text={patron?.name ?? '…'} />
        </Title>
        {patron && (
          <p className={classes['small']}>
            <bdi>{patron.barcode}</bdi>
            {patron.libraryName !== '' && <> · {patron.libraryName}</>}
            {patron.email === '' ? ' · no e-mail address' : <> · {patron.email}</>}
          </p>
        )}
      </div>
      <Button
        variant="default"
        className={classes['done'] ?? ''}
        onClick={() => lane.send({ type: 'closed' })}
      >
        Done with this patron (Esc)
      </Button>
    </Group>
  );
};

const displays = [
  { value: 'all', label: 'All Loans' },
  { value: 'active', label: 'Active Loans' },
  { value: 'overdue', label: 'Overdue' },
] as const satisfies readonly { readonly value: LoansDisplay; readonly label: string }[];

const countWords = ({ all, active, overdue }: PatronPage['counts']): string =>
  [`${active} out`, ...(overdue > 0 ? [`${overdue} overdue`] : []), `${all} in all`].join(' · ');

const Lists = ({
  view,
  display,
  choose,
}: {
  readonly view: PatronPage;
  readonly display: LoansDisplay;
  readonly choose: (display: LoansDisplay) => void;
}) => (
  <Stack gap="sm">
    <Group justify="space-between" align="end">
      <div>
        <Title order={3} size="h4">
          Loans
        </Title>
        <p className={classes['small']}>{countWords(view.counts)}</p>
      </div>
      <NativeSelect
        label="Loans Display"
        value={display}
        data={[...displays]}
        onChange={({ currentTarget }) => choose(currentTarget.value as LoansDisplay)}
      />
    </Group>
    <LoansTable loans={view.loans} total={view.loansTotal} display={display} />
    <Title order={3} size="h4">
      Requests
    </Title>
    <RequestsOfPatron requests={view.requests} />
  </Stack>
);

/** The patron whose turn it is: what they have, what waits for them, and the box that lends. */
export const OpenPatron = ({ patronId }: { readonly patronId: PatronId }) => {
  const [display, setDisplay] = useState<LoansDisplay>('active');
  const patron = usePatron(patronId, display);
  return (
    <>
      <Head patron={patron.data?.patron ?? null} />
      <LaneBox label="Item barcode" />
      <LaneNotifications />
      {patron.isError && <LoadFailed error={patron.error} retry={() => void patron.refetch()} />}
      {patron.isPending && <Waiting />}
      {patron.data && <Lists view={patron.data} display={display} choose={setDisplay} />}
    </>
  );
};
