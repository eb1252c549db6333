import '@mantine/core/styles/ActionIcon.css';
import { ActionIcon, Table, Text } from '@mantine/core';
import IconDots from '@tabler/icons-react/icons/IconDots';
import { useState } from 'react';
import { formatDate } from '../../../../shared/domain/dates.ts';
import type { LoansDisplay, PatronLoan } from '../../../../shared/ipc/calls/loans.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useAppState } from '../../api/queries.ts';
import { DueDay } from '../../components/Dates.tsx';
import { Nothing } from '../../shell/notices/LoadStates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { placeOf, PopupMenu } from '../../components/PopupMenu.tsx';
import type { PopupPlace } from '../../components/PopupMenu.tsx';
import { useLane, useLaneSelector } from '../../shell/lane/lane-actor.ts';
import classes from './PatronServices.module.css';
import { renewRefusal } from './renew-refusal.ts';

type OpenMenu = { readonly loan: PatronLoan; readonly place: PopupPlace; readonly button: HTMLElement };

/** The menu of one loan. What cannot be done stays in it, with the reason. */
const LoanMenu = ({
  menu: { loan, place, button },
  state,
  close,
}: {
  readonly menu: OpenMenu;
  readonly state: AppState;
  readonly close: () => void;
}) => {
  const lane = useLane();
  const free = useLaneSelector((snapshot) => snapshot.hasTag('idle'));
  return (
    <PopupMenu
      label={`Actions for ${loan.barcode}`}
      place={place}
      items={[
        {
          id: 'renew',
          label: 'Renew',
          why: renewRefusal(loan, state) ?? (free ? null : 'Finish what is open in the lane first.'),
          run: () => lane.send({ type: 'renewal.asked', itemId: loan.itemId, barcode: loan.barcode }),
        },
      ]}
      close={(giveFocusBack) => {
        close();
        if (giveFocusBack) button.focus();
      }}
    />
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

const Row = ({ loan, open }: { readonly loan: PatronLoan; readonly open: (menu: OpenMenu) => void }) => (
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
        {formatDate(loan.loanedOn)}
        {renewals(loan.renewals)}
      </span>
    </Table.Td>
    <Table.Td>
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={`Actions for ${loan.barcode}`}
        aria-haspopup="menu"
        onClick={({ currentTarget: button }) => open({ loan, place: placeOf(button), button })}
      >
        <IconDots size={20} aria-hidden />
      </ActionIcon>
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
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  if (loans.length === 0 || !state) return <Nothing>{none[display]}</Nothing>;
  return (
    <>
      <Table aria-label="Loans" className={classes['table'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Title</Table.Th>
            <Table.Th scope="col">Due</Table.Th>
            <Table.Th scope="col">Partner, lent on</Table.Th>
            <Table.Th scope="col">
              <span className={classes['hidden']}>Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {loans.map((loan) => (
            <Row key={loan.id} loan={loan} open={setMenu} />
          ))}
        </Table.Tbody>
      </Table>
      {menu && <LoanMenu menu={menu} state={state} close={() => setMenu(null)} />}
      {total > loans.length && (
        <Text size="sm" c="dimmed">
          The first {loans.length} of {total.toLocaleString('en')}.
        </Text>
      )}
    </>
  );
};
