import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { waitFor } from 'xstate';
import type { PatronLoan } from '../../../../shared/ipc/calls/loans.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useToday } from '../../components/today.ts';
import { useAppState } from '../../api/queries.ts';
import { RowButton } from '../../components/table/cells/RowButton.tsx';
import type { ScanPageActor } from '../../steps/scan-page/scan-page-actor.ts';
import { useScanPage, useScanPageSelector } from '../../steps/scan-page/scan-page-actor.ts';
import { renewRefusal } from './renew-refusal.ts';
import { t } from '../../../../shared/words/words.ts';

const busyWords = t('Finish the current step first.');

/** Renews one loan without its menu, and shows the reason if that is impossible. */
export const RenewButton = ({ loan, current }: { readonly loan: PatronLoan; readonly current: boolean }) => {
  const page = useScanPage();
  const state = useAppState().data;
  const free = useScanPageSelector((snapshot) => snapshot.hasTag('idle'));
  const today = useToday();
  if (!state || loan.endedOn !== null) return null;
  const why = renewRefusal(loan, state, today) ?? (free ? null : busyWords);
  return (
    <RowButton
      act="step"
      label={t('Renew')}
      name={t('Renew {barcode}', { barcode: loan.barcode || loan.externalId })}
      why={why}
      tip={t('Renew this loan')}
      current={current}
      press={() => page.send({ type: 'renewal.asked', itemId: loan.itemId })}
    />
  );
};

/** Renews loans one after the other, whenever the page is free; stops when the page is left or the operator stops it. */
const useRenewingAll = (page: ScanPageActor) => {
  const [left, setLeft] = useState(0);
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  const isFree = () => waitFor(page, (snapshot) => snapshot.hasTag('idle'), { timeout: Infinity });
  const renew = async (loans: readonly PatronLoan[]): Promise<void> => {
    stopped.current = false;
    for (const [index, { itemId }] of loans.entries()) {
      if (stopped.current) break;
      setLeft(loans.length - index);
      page.send({ type: 'renewal.asked', itemId });
      await isFree();
    }
    setLeft(0);
  };
  return { left, renew, stop: () => void (stopped.current = true) };
};

/** Renews every renewable loan, each as a step of its own: a refusal goes to the session list, and the run continues. */
export const RenewAll = ({
  loans,
  state,
}: {
  readonly loans: readonly PatronLoan[];
  readonly state: AppState;
}) => {
  const page = useScanPage();
  const free = useScanPageSelector((snapshot) => snapshot.hasTag('idle'));
  const { left, renew, stop } = useRenewingAll(page);
  const today = useToday();
  const renewable = loans.filter((loan) => renewRefusal(loan, state, today) === null);
  if (left > 0)
    return (
      <Button variant="default" onClick={stop}>
        {t('Stop ({left} left)', { left })}
      </Button>
    );
  if (renewable.length < 2) return null;
  return (
    <Button
      variant="default"
      disabled={!free}
      title={free ? undefined : busyWords}
      onClick={() => void renew(renewable)}
    >
      {t('Renew all ({renewableCount})', { renewableCount: renewable.length })}
    </Button>
  );
};
