import { Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import { useState } from 'react';
import { formatDate } from '../../../../shared/domain/dates.ts';
import { isSet, volumeWords } from '../../../../shared/domain/volume-names.ts';
import type { LoansDisplay, PatronLoan } from '../../../../shared/ipc/calls/loans.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useToday } from '../../components/today.ts';
import { useAppState } from '../../api/queries.ts';
import { Nothing } from '../../steps/LoadStates.tsx';
import { PopupMenu } from '../../components/PopupMenu.tsx';
import type { PopupPlace } from '../../components/PopupMenu.tsx';
import { DayCell } from '../../components/table/cells/Days.tsx';
import { Identifier } from '../../components/table/cells/Identifier.tsx';
import { Line, TwoLines } from '../../components/table/cells/Text.tsx';
import { TitleCell } from '../../components/table/cells/Title.tsx';
import type { TableSpec } from '../../components/table/columns.ts';
import { ShortTable } from '../../components/table/ShortTable.tsx';
import { useStableRows } from '../../components/table/use-stable-rows.ts';
import { buttonsPx, codePx, dayPx, titleWidths } from '../../components/table/widths.ts';
import { partnerBelow } from '../../requests/partner-below.ts';
import { useScanPage, useScanPageSelector } from '../../steps/scan-page/scan-page-actor.ts';
import classes from './PatronServices.module.css';
import { renewRefusal } from './renew-refusal.ts';
import { RenewButton } from './Renewing.tsx';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';
import { factWords } from '../../components/Facts.tsx';

type OpenMenu = { readonly loan: PatronLoan; readonly place: PopupPlace; readonly button: HTMLElement };

/** The menu of one loan. Unavailable actions are listed with their reasons. */
const LoanMenu = ({
  menu: { loan, place, button },
  state,
  close,
}: {
  readonly menu: OpenMenu;
  readonly state: AppState;
  readonly close: () => void;
}) => {
  const page = useScanPage();
  const today = useToday();
  const free = useScanPageSelector((snapshot) => snapshot.hasTag('idle'));
  return (
    <PopupMenu
      label={t('Actions for {barcode}', { barcode: nameOfLoan(loan) })}
      place={place}
      items={[
        {
          id: 'renew',
          label: t('Renew'),
          why: renewRefusal(loan, state, today) ?? (free ? null : t('Finish the current step first.')),
          run: () => page.send({ type: 'renewal.asked', itemId: loan.itemId }),
        },
      ]}
      close={(giveFocusBack) => {
        close();
        if (giveFocusBack) button.focus();
      }}
    />
  );
};

const timesWords = (count: number): string =>
  t('{count, plural, =1 {once} =2 {twice} other {{count} times}}', { count });

/** The number of renewals, as part of a line. */
const renewals = (count: number): readonly string[] =>
  count === 0 ? [] : [t('renewed {times}', { times: timesWords(count) })];

/** More prominent than any date: the partner wants the item back immediately. */
const Recalled = ({ partner }: { readonly partner: string }) => (
  <span
    className={classes['recalled']}
    title={t('{partner} wants it back', { partner: partner || t('The partner') })}
  >
    <IconAlertTriangle size={16} aria-hidden /> {t('Recalled')}
  </span>
);

/** A loan of a volume without a barcode is named by the external identifier. */
const nameOfLoan = ({ barcode, externalId }: PatronLoan): string => barcode || externalId;

const loanTable: TableSpec<PatronLoan> = {
  id: 'loans',
  label: t('Loans'),
  keyOf: ({ id }) => id,
  nameOf: nameOfLoan,
  frozen: 0,
  columns: [
    {
      id: 'title',
      label: t('Title'),
      ...titleWidths,
      shown: true,
      cell: (loan, facts) => (
        <TitleCell
          title={loan.title}
          author={factWords([
            loan.author,
            isSet(loan.volumesExpected, loan.volume) && volumeWords(loan),
            ...(facts.hasColumn('partner') ? [] : renewals(loan.renewals)),
          ])}
          facts={facts}
        />
      ),
    },
    {
      id: 'barcode',
      label: t('Item barcode'),
      widthPx: codePx(14),
      shown: true,
      name: (loan, facts) => `${loan.barcode || t('no barcode')} ${partnerBelow(loan, facts)}`.trim(),
      cell: (loan, facts) =>
        loan.barcode === '' ? (
          <TwoLines text={t('no barcode')} below={partnerBelow(loan, facts)} compact={facts.compact} />
        ) : (
          <Identifier text={loan.barcode} current={facts.current} below={partnerBelow(loan, facts)} />
        ),
    },
    {
      id: 'due',
      label: t('Due'),
      widthPx: (density) => Math.max(dayPx(density), 130),
      shown: true,
      cell: (loan, facts) =>
        loan.demand === 'recalled' && loan.endedOn === null ? (
          <Recalled partner={loan.partnerName} />
        ) : loan.endedOn === null ? (
          <DayCell date={loan.dueOn} counts facts={facts} />
        ) : (
          <Line text={t('ended {endedOn}', { endedOn: formatDate(loan.endedOn) })} />
        ),
    },
    {
      id: 'partner',
      label: t('Partner, lent on'),
      widthPx: 170,
      givesWay: 1,
      grow: 0.5,
      shown: true,
      cell: (loan, { compact }) => (
        <TwoLines
          text={loan.partnerName || t('not known')}
          below={[...(loan.loanedOn ? [formatDate(loan.loanedOn)] : []), ...renewals(loan.renewals)].join(
            ', ',
          )}
          compact={compact}
        />
      ),
    },
    {
      id: 'renew',
      label: t('Renew'),
      widthPx: () => buttonsPx([t('Renew')]),
      shown: true,
      isQuiet: true,
      cell: (loan, { current }) => <RenewButton loan={loan} current={current} />,
    },
  ],
};

const none = {
  all: t('Nothing has been lent to this patron yet.'),
  active: t('No loans. Scan an item from the hold shelf to lend it.'),
  overdue: t('Nothing is overdue.'),
} as const satisfies Record<LoansDisplay, string>;

/** The patron's loans in the chosen display, each with its menu. */
export const LoansTable = ({
  loans,
  total,
  display,
  isSettled,
}: {
  readonly loans: readonly PatronLoan[];
  readonly total: number;
  readonly display: LoansDisplay;
  /** Whether these loans belong to the chosen display, rather than to the previous one while loading. */
  readonly isSettled: boolean;
}) => {
  const state = useAppState().data;
  const page = useScanPage();
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const rows = useStableRows(isSettled ? display : null, loans, loanTable.keyOf);
  if (loans.length === 0 || !state) return <Nothing>{none[display]}</Nothing>;
  return (
    <>
      <ShortTable
        spec={loanTable}
        rows={rows}
        viewKey={display}
        menuKey={menu?.loan.id ?? null}
        acts={{
          // If the renewal is refused, the page shows the reason, as after a scan.
          enter: ({ itemId }) => page.send({ type: 'renewal.asked', itemId }),
          openMenu: (loan, place) => setMenu({ loan, place, button: document.activeElement as HTMLElement }),
        }}
      />
      {menu && <LoanMenu menu={menu} state={state} close={() => setMenu(null)} />}
      {total > loans.length && (
        <Text size="sm" c="dimmed">
          {t('Showing the first {loansCount} of {total}.', {
            loansCount: loans.length,
            total: total.toLocaleString(locale),
          })}
        </Text>
      )}
    </>
  );
};
