import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatDate } from '../../../../shared/domain/dates.ts';
import { isItemOut, itemStatusLabel } from '../../../../shared/domain/item-status.ts';
import { slipKinds } from '../../../../shared/domain/slips/all-slips.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type {
  HistoryLine,
  ItemView,
  RequestDetails,
  SlipView,
} from '../../../../shared/ipc/request-views.ts';
import { DayWords, DueDay, Moment } from '../../components/Dates.tsx';
import { SlipWords } from '../../steps/SlipWords.tsx';
import { Facts, factWords } from '../../components/Facts.tsx';
import { useToday } from '../../components/today.ts';
import { useOlderHistory } from '../../api/requests.ts';
import { canUndo, useRunnerState } from '../../steps/step-runner.ts';
import { undoByButton } from '../../steps/undo-question.ts';
import { listRunner } from '../list-runner.ts';
import classes from './DetailsPanel.module.css';
import { Section, ShowOlder } from './Section.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

/** Items that only wait to go back are on a shelf or in transit as well. */
const placeOfItem = (item: ItemView): string => {
  const place = placeWords(item);
  return factWords([place, item.use === 'goes-back' && isItemOut(item.status) && t('to go back')]);
};

const placeWords = (item: ItemView): string => {
  const label = itemStatusLabel(item.status);
  // Received to go back: it is stored as here, and was never put on the shelf.
  if (item.use === 'goes-back' && item.status === 'on-hold-shelf' && item.holdUntil === null)
    return item.deskName || t('Here');
  if (item.destinationName !== '')
    return t('{label} to {destinationName}', { label, destinationName: item.destinationName });
  return item.deskName === '' || item.status === 'on-loan' ? label : `${label}, ${item.deskName}`;
};

/** `due 15 Jan 2027, in 7 weeks`, or `Overdue: …` instead of `due`. */
const LoanDue = ({ loan }: { readonly loan: NonNullable<ItemView['loan']> }) => {
  const today = useToday();
  if (loan.endedOn) return <>{t('was due {dueOn}', { dueOn: formatDate(loan.dueOn) })}</>;
  const due = <DueDay date={loan.dueOn} />;
  return loan.dueOn >= today ? tx('due {dueOn}', { dueOn: due }) : due;
};

const LoanFacts = ({ loan }: { readonly loan: NonNullable<ItemView['loan']> }) => (
  <Facts>
    {loan.loanedOn && tx('Lent {loanedOn}', { loanedOn: <DayWords date={loan.loanedOn} /> })}
    <LoanDue loan={loan} />
    {loan.renewals > 0 &&
      t('renewed {renewals, plural, one {once} other {# times}}', { renewals: loan.renewals })}
    {loan.renewalDueOn &&
      tx('renewal requested until {renewalUntil}', { renewalUntil: <DayWords date={loan.renewalDueOn} /> })}
    {loan.endedOn && tx('loan ended {endedOn}', { endedOn: <DayWords date={loan.endedOn} /> })}
  </Facts>
);

const Item = ({ item }: { readonly item: ItemView }) => (
  <li className={classes['entry']}>
    <p className={classes['entryHead']}>
      <Facts between=" ">
        <strong>
          <bdi>{item.barcode}</bdi>
        </strong>
        <span>
          <Facts>
            {t('Volume {volume}', { volume: item.volume })}
            {item.label !== '' && <bdi>{item.label}</bdi>}
          </Facts>
        </span>
        <span dir="auto">{placeOfItem(item)}</span>
      </Facts>
    </p>
    <p className={classes['small']}>
      <Facts>
        {item.receivedAt && tx('Received {receivedAt}', { receivedAt: <Moment at={item.receivedAt} /> })}
        {item.senderName !== '' && tx('from {senderName}', { senderName: <bdi>{item.senderName}</bdi> })}
        {item.partnerDueOn &&
          !['returned-to-partner', 'handed-over'].includes(item.status) &&
          tx('due back {dueOn}', { dueOn: <DayWords date={item.partnerDueOn} /> })}
        {item.holdUntil &&
          item.use === 'for-patron' &&
          tx('hold until {holdUntil}', { holdUntil: <DayWords date={item.holdUntil} /> })}
      </Facts>
    </p>
    {item.loan && (
      <p className={classes['small']}>
        <LoanFacts loan={item.loan} />
      </p>
    )}
  </li>
);

/** Each volume: its place and its loan. */
export const Items = ({ items }: { readonly items: readonly ItemView[] }) =>
  items.length > 0 && (
    <Section title={t('Items')}>
      <ul role="list">
        {items.map((item) => (
          <Item key={item.itemId} item={item} />
        ))}
      </ul>
    </Section>
  );

/** The slips of this request and their states. */
export const Slips = ({ slips }: { readonly slips: readonly SlipView[] }) =>
  slips.length > 0 && (
    <Section title={t('Slips')}>
      <ul role="list">
        {slips.map((slip) => (
          <li key={slip.jobId} className={classes['entry']}>
            <p className={classes['entryHead']}>
              <Facts between=" ">
                <span>{slipKinds[slip.kind].label}</span>
                <bdi>{slip.barcode}</bdi>
                <span className={classes['small']}>
                  <Facts>
                    <SlipWords slip={slip} />
                    {slip.undone && slip.state === 'printed' && t('undone: discard it')}
                    <Moment at={slip.createdAt} />
                  </Facts>
                </span>
              </Facts>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );

const HistoryStep = ({ line }: { readonly line: HistoryLine }) => {
  const busy = !useRunnerState(listRunner(), canUndo);
  const moved = line.statusBefore !== line.statusAfter;
  const canMend = line.undone === null && line.kind !== 'undo';
  return (
    <li className={classes['entry']}>
      <p className={classes['entryHead']}>
        <Facts between=" ">
          <span className={line.undone === null ? undefined : classes['undone']}>
            <strong>{line.label}</strong>
          </span>
          <span className={classes['small']}>
            <Facts>
              <Moment at={line.at} />
              <>
                <bdi>{line.operatorName}</bdi>, <bdi>{line.deskName}</bdi>
              </>
            </Facts>
          </span>
        </Facts>
      </p>
      {line.headline !== line.label && <p dir="auto">{line.headline}</p>}
      {moved && (
        <p className={classes['small']} dir="auto">
          {statusLabel(line.statusBefore)} → {statusLabel(line.statusAfter)}
        </p>
      )}
      {line.undone !== null && <p className={classes['small']}>{line.undone}</p>}
      {canMend && line.undoRefusal === null && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={busy}
          aria-label={t('Undo: {lineLabel}', { lineLabel: line.label })}
          onClick={() =>
            void undoByButton([line.opId], () => listRunner().send({ type: 'undo.asked', undoes: line.opId }))
          }
        >
          {t('Undo')}
        </Button>
      )}
      {canMend && line.undoRefusal !== null && (
        <p className={classes['small']}>
          {t('Cannot be undone: {undoRefusal}', { undoRefusal: line.undoRefusal })}
        </p>
      )}
    </li>
  );
};

/** Every step, newest first, each with `Undo` or the reason why it cannot be undone; older ones on demand. */
export const History = ({ request, history, historyTotal }: RequestDetails) => {
  const [pages, setPages] = useState(0);
  const lines = [...history, ...useOlderHistory(request.id, history.length, pages)];
  const older = historyTotal - lines.length;
  return (
    history.length > 0 && (
      <Section title={t('History')}>
        <ol role="list">
          {lines.map((line) => (
            <HistoryStep key={line.opId} line={line} />
          ))}
        </ol>
        {older > 0 && <ShowOlder count={older} press={() => setPages(pages + 1)} />}
      </Section>
    )
  );
};
