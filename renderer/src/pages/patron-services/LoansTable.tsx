import { Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import { useState } from 'react';
import { formatDate } from '../../../../shared/domain/dates.ts';
import type { LoansDisplay, PatronLoan } from '../../../../shared/ipc/calls/loans.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useAppState } from '../../api/queries.ts';
import { Nothing } from '../../steps/LoadStates.tsx';
import { PopupMenu } from '../../components/PopupMenu.tsx';
import type { PopupPlace } from '../../components/PopupMenu.tsx';
import { DayCell } from '../../components/table/cells/Days.tsx';
import { Identifier } from '../../components/table/cells/Identifier.tsx';
import { TwoLines } from '../../components/table/cells/Text.tsx';
import type { TableSpec } from '../../components/table/columns.ts';
import { ShortTable } from '../../components/table/ShortTable.tsx';
import { useScanPage, useScanPageSelector } from '../../steps/scan-page/scan-page-actor.ts';
import classes from './PatronServices.module.css';
import { renewRefusal } from './renew-refusal.ts';
import { RenewButton } from './Renewing.tsx';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

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
  const page = useScanPage();
  const free = useScanPageSelector((snapshot) => snapshot.hasTag('idle'));
  return (
    <PopupMenu
      label={t('patronServices.actionsFor', { barcode: loan.barcode })}
      place={place}
      items={[
        {
          id: 'renew',
          label: t('common.renew'),
          why: renewRefusal(loan, state) ?? (free ? null : t('common.finishWhatIsOpenInThe')),
          run: () => page.send({ type: 'renewal.asked', itemId: loan.itemId, barcode: loan.barcode }),
        },
      ]}
      close={(giveFocusBack) => {
        close();
        if (giveFocusBack) button.focus();
      }}
    />
  );
};

const volumeWords = ({ volume, volumesExpected }: PatronLoan): string =>
  volume === 1 && (volumesExpected ?? 1) === 1
    ? ''
    : t('common.volume', {
        volume,
        volumesExpectedCase: volumesExpected === null ? 'yes' : 'no',
        volumesExpected,
      });

const timesWords = (count: number): string => t('patronServices.howOften', { count });

const renewals = (count: number): string =>
  count === 0 ? '' : t('patronServices.renewed', { times: timesWords(count) });

/** Louder than any date: the partner wants it back at once. */
const Recalled = ({ partner }: { readonly partner: string }) => (
  <span
    className={classes['recalled']}
    title={t('patronServices.wantsItBack', { partner: partner || t('common.thePartner2') })}
  >
    <IconAlertTriangle size={16} aria-hidden /> {t('common.recalled')}
  </span>
);

const loanTable: TableSpec<PatronLoan> = {
  id: 'loans',
  label: t('patronServices.loans'),
  keyOf: ({ id }) => id,
  nameOf: ({ barcode }) => barcode,
  frozen: 0,
  columns: [
    {
      id: 'title',
      label: t('common.title'),
      widthPx: 200,
      grow: 2,
      shown: true,
      cell: (loan, { compact }) => (
        <TwoLines text={loan.title} below={`${loan.author}${volumeWords(loan)}`} compact={compact} />
      ),
    },
    {
      id: 'barcode',
      label: t('common.itemBarcode'),
      widthPx: 130,
      shown: true,
      name: ({ barcode }) => barcode,
      cell: ({ barcode }, { current }) => <Identifier text={barcode} current={current} />,
    },
    {
      id: 'due',
      label: t('common.due2'),
      widthPx: 130,
      shown: true,
      cell: (loan, facts) =>
        loan.demand === 'recalled' && loan.endedOn === null ? (
          <Recalled partner={loan.partnerName} />
        ) : loan.endedOn === null ? (
          <DayCell date={loan.dueOn} counts facts={facts} />
        ) : (
          t('patronServices.ended', { endedOn: formatDate(loan.endedOn) })
        ),
    },
    {
      id: 'partner',
      label: t('patronServices.partnerLentOn'),
      widthPx: 170,
      grow: 1,
      shown: true,
      cell: (loan, { compact }) => (
        <TwoLines
          text={loan.partnerName || t('common.notKnown')}
          below={`${formatDate(loan.loanedOn)}${renewals(loan.renewals)}`}
          compact={compact}
        />
      ),
    },
    {
      id: 'renew',
      label: t('common.renew'),
      widthPx: 90,
      shown: true,
      cell: (loan, { current }) => <RenewButton loan={loan} current={current} />,
    },
  ],
};

const none = {
  all: t('patronServices.nothingWasLentToThisPatron'),
  active: t('patronServices.thisPatronHasNothingAtPresent'),
  overdue: t('patronServices.nothingIsOverdue'),
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
  const page = useScanPage();
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  if (loans.length === 0 || !state) return <Nothing>{none[display]}</Nothing>;
  return (
    <>
      <ShortTable
        spec={loanTable}
        rows={loans}
        compact={state.settings.appearance.density === 'compact'}
        viewKey={display}
        menuKey={menu?.loan.id ?? null}
        acts={{
          // Why it is not renewed the page says, as it does after a scan.
          enter: ({ itemId, barcode }) => page.send({ type: 'renewal.asked', itemId, barcode }),
          openMenu: (loan, place) => setMenu({ loan, place, button: document.activeElement as HTMLElement }),
        }}
      />
      {menu && <LoanMenu menu={menu} state={state} close={() => setMenu(null)} />}
      {total > loans.length && (
        <Text size="sm" c="dimmed">
          {t('patronServices.theFirstOf', { loansCount: loans.length, total: total.toLocaleString(locale) })}
        </Text>
      )}
    </>
  );
};
