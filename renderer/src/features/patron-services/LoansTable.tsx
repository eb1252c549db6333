import '@mantine/core/styles/ActionIcon.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import { ActionIcon, Menu, Table, Text } from '@mantine/core';
import IconDots from '@tabler/icons-react/icons/IconDots';
import { formatDate } from '../../../../shared/domain/dates.ts';
import type { LoansDisplay, PatronLoan } from '../../../../shared/ipc/calls/loans.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useAppState } from '../../api/queries.ts';
import { DueDay } from '../../components/Dates.tsx';
import { Nothing } from '../../components/LoadStates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { useLane, useLaneSelector } from '../scan-lane/lane-actor.ts';
import classes from './PatronServices.module.css';
import { renewRefusal } from './renew-refusal.ts';

const RowMenu = ({ loan, state }: { readonly loan: PatronLoan; readonly state: AppState }) => {
  const lane = useLane();
  const free = useLaneSelector((snapshot) => snapshot.matches({ desk: 'ready' }));
  const refusal = renewRefusal(loan, state);
  return (
    <Menu position="bottom-end" withinPortal transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={`Actions for ${loan.barcode}`}>
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={refusal !== null || !free}
          onClick={() => lane.send({ type: 'renewal.asked', itemId: loan.itemId, barcode: loan.barcode })}
        >
          Renew
        </Menu.Item>
        {refusal !== null && (
          <Text size="sm" px="sm" pb="xs" maw="18rem">
            {refusal}
          </Text>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};

const Due = ({ loan }: { readonly loan: PatronLoan }) =>
  loan.endedOn === null ? <DueDay date={loan.dueOn} /> : <>ended {formatDate(loan.endedOn)}</>;

const volumeWords = ({ volume, volumesExpected }: PatronLoan): string =>
  volume === 1 && (volumesExpected ?? 1) === 1
    ? ''
    : ` · volume ${volume}${volumesExpected === null ? '' : ` of ${volumesExpected}`}`;

const renewals = (count: number): string =>
  count === 0 ? '' : `, renewed ${count === 1 ? 'once' : `${count} times`}`;

const Row = ({ loan, state }: { readonly loan: PatronLoan; readonly state: AppState }) => (
  <Table.Tr>
    <Table.Td>
      <Outside text={loan.title} />
      <span className={classes['small']}>
        <bdi className={classes['code']}>{loan.barcode}</bdi>
        {loan.author !== '' && (
          <>
            {' · '}
            <bdi>{loan.author}</bdi>
          </>
        )}
        {volumeWords(loan)}
      </span>
    </Table.Td>
    <Table.Td>
      <Due loan={loan} />
    </Table.Td>
    <Table.Td>
      <Outside text={loan.partnerName || 'not known'} />
      <span className={classes['small']}>
        lent {formatDate(loan.loanedOn)}
        {renewals(loan.renewals)}
      </span>
    </Table.Td>
    <Table.Td>
      <RowMenu loan={loan} state={state} />
    </Table.Td>
  </Table.Tr>
);

const none = {
  all: 'Nothing was lent to this patron yet.',
  active: 'This patron has nothing at present. Scan an item from the hold shelf to lend it.',
  overdue: 'Nothing is overdue.',
} as const satisfies Record<LoansDisplay, string>;

/** The patron's loans under the chosen display, each with its menu. */
export const LoansTable = ({
  loans,
  total,
  display,
}: {
  readonly loans: readonly PatronLoan[];
  readonly total: number;
  readonly display: LoansDisplay;
}) => {
  const state = useAppState().data;
  if (loans.length === 0 || !state) return <Nothing>{none[display]}</Nothing>;
  return (
    <>
      <Table aria-label="Loans" className={classes['table'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Title</Table.Th>
            <Table.Th scope="col">Due</Table.Th>
            <Table.Th scope="col">From</Table.Th>
            <Table.Th scope="col">
              <span className={classes['hidden']}>Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {loans.map((loan) => (
            <Row key={loan.id} loan={loan} state={state} />
          ))}
        </Table.Tbody>
      </Table>
      {total > loans.length && (
        <Text size="sm" c="dimmed">
          The first {loans.length} of {total.toLocaleString('en')}.
        </Text>
      )}
    </>
  );
};
