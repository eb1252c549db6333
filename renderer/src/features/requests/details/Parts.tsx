import { Button } from '@mantine/core';
import { isItemStatus, itemStatuses } from '../../../../../shared/domain/item-status.ts';
import { messageLabel } from '../../../../../shared/domain/messages.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type {
  HistoryLine,
  ItemView,
  MessageView,
  RotaLineView,
  SlipView,
} from '../../../../../shared/ipc/request-views.ts';
import { DayWords, DueDay, Moment } from '../../../components/Dates.tsx';
import { SlipWords } from '../../../shell/steps/SlipWords.tsx';
import { useToday } from '../../../components/today.ts';
import { requestsStore, useRequests } from '../../../shell/requests/use-requests.ts';
import classes from './DetailsPanel.module.css';
import { Section } from './Section.tsx';

const turnWords = {
  active: 'asked now',
  next: 'asked next',
  waiting: 'asked later',
  unasked: 'not asked',
  ended: '',
} as const;
const endedWords = {
  declined: 'we declined its condition',
  rejected: 'rejected it',
  expired: 'did not answer in time',
  cancelled: 'cancelled',
} as const;

/** The partners in the order in which they are asked, and how far that has come. */
export const Rota = ({ rota }: { readonly rota: readonly RotaLineView[] }) => (
  <Section title="Rota">
    {rota.length === 0 ? (
      <p className={classes['small']}>No partner is to be asked yet. Use Actions, Add partners.</p>
    ) : (
      <ol className={classes['rota']}>
        {rota.map((line) => (
          <li key={line.position} data-turn={line.turn}>
            <bdi>{line.partnerName}</bdi>
            <span className={classes['small']}>
              {line.turn !== 'ended' && ` · ${turnWords[line.turn]}`}
              {line.ended && ` · ${endedWords[line.ended]}`}
              {line.endedAt && (
                <>
                  , <Moment at={line.endedAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    )}
  </Section>
);

const placeOfItem = (item: ItemView): string => {
  const label = isItemStatus(item.status) ? itemStatuses[item.status].label : item.status;
  if (item.destinationName !== '') return `${label} to ${item.destinationName}`;
  return item.deskName === '' || item.status === 'on-loan' ? label : `${label}, ${item.deskName}`;
};

/** `due 15 Jan 2027, in 7 weeks`, or `Overdue: …`, which says it by itself. */
const LoanDue = ({ loan }: { readonly loan: NonNullable<ItemView['loan']> }) => {
  const today = useToday();
  if (loan.endedOn)
    return (
      <>
        was due <DayWords date={loan.dueOn} />
      </>
    );
  return (
    <>
      {loan.dueOn >= today && 'due '}
      <DueDay date={loan.dueOn} />
    </>
  );
};

const Item = ({ item }: { readonly item: ItemView }) => (
  <li className={classes['entry']}>
    <p className={classes['entryHead']}>
      <strong>
        <bdi>{item.barcode}</bdi>
      </strong>
      <span>Volume {item.volume}</span>
      <span dir="auto">{placeOfItem(item)}</span>
    </p>
    <p className={classes['small']}>
      Received <Moment at={item.receivedAt} />
      {item.holdUntil && (
        <>
          {' '}
          · collect until <DayWords date={item.holdUntil} />
        </>
      )}
    </p>
    {item.loan && (
      <p className={classes['small']}>
        Lent <DayWords date={item.loan.loanedOn} /> · <LoanDue loan={item.loan} />
        {item.loan.renewals > 0 &&
          ` · renewed ${item.loan.renewals === 1 ? 'once' : `${item.loan.renewals} times`}`}
        {item.loan.renewalDueOn && (
          <>
            {' '}
            · asked for <DayWords date={item.loan.renewalDueOn} />
          </>
        )}
        {item.loan.endedOn && (
          <>
            {' '}
            · came back <DayWords date={item.loan.endedOn} />
          </>
        )}
      </p>
    )}
  </li>
);

/** Each volume: where it is and to whom it is lent. */
export const Items = ({ items }: { readonly items: readonly ItemView[] }) => (
  <Section title="Items">
    {items.length === 0 ? (
      <p className={classes['small']}>Nothing has come yet.</p>
    ) : (
      <ul className={classes['list']}>
        {items.map((item) => (
          <Item key={item.itemId} item={item} />
        ))}
      </ul>
    )}
  </Section>
);

const messageStates = {
  waiting: 'waits to be sent',
  sending: 'is being sent',
  sent: 'sent',
  printed: 'printed instead of sent',
  failed: 'could not be sent',
  'needs-person': 'needs a person',
  'by-hand': 'dealt with by hand',
  outdated: 'not sent',
} as const satisfies Readonly<Record<MessageView['state'], string>>;

const Message = ({ message }: { readonly message: MessageView }) => (
  <li className={classes['entry']}>
    <p className={classes['entryHead']}>
      <span>{messageLabel(message.recipient, message.kind)}</span>
      <span className={classes['small']}>
        to the {message.recipient} · {messageStates[message.state]} · <Moment at={message.updatedAt} />
      </span>
    </p>
    {message.note !== '' && <p className={classes['failed']}>{message.note}</p>}
    {message.nextAt && (
      <p className={classes['small']}>
        Tried again <Moment at={message.nextAt} />
      </p>
    )}
    {message.corrected && <p className={classes['small']}>Taken back: a correcting message followed.</p>}
    {message.letter && (
      <details className={classes['letter']}>
        <summary>
          <span dir="auto">{message.letter.subject}</span>
        </summary>
        <pre dir="auto" tabIndex={0} aria-label="Text of the letter">
          {message.letter.body}
        </pre>
      </details>
    )}
  </li>
);

/** What went to the patron and the partner, or waits to go. */
export const Messages = ({ messages }: { readonly messages: readonly MessageView[] }) => (
  <Section title="Letters and messages">
    {messages.length === 0 ? (
      <p className={classes['small']}>Nothing was sent yet.</p>
    ) : (
      <ul className={classes['list']}>
        {messages.map((message) => (
          <Message key={message.messageId} message={message} />
        ))}
      </ul>
    )}
  </Section>
);

const slipKinds: Readonly<Record<string, string>> = {
  receive: 'Receive slip',
  return: 'Return slip',
  transit: 'Transit slip',
  letter: 'Letter on paper',
};

/** The slips of this request and what became of them. */
export const Slips = ({ slips }: { readonly slips: readonly SlipView[] }) => (
  <Section title="Slips">
    {slips.length === 0 ? (
      <p className={classes['small']}>No slip was printed yet.</p>
    ) : (
      <ul className={classes['list']}>
        {slips.map((slip) => (
          <li key={slip.jobId} className={classes['entry']}>
            <p className={classes['entryHead']}>
              <span>{slipKinds[slip.kind] ?? slip.kind}</span>
              <bdi>{slip.barcode}</bdi>
              <span className={classes['small']}>
                <SlipWords slip={slip} /> · <Moment at={slip.createdAt} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    )}
  </Section>
);

const HistoryStep = ({ line }: { readonly line: HistoryLine }) => {
  const busy = useRequests(({ context }) => context.undoing !== null);
  const moved = line.statusBefore !== line.statusAfter;
  const canMend = !line.undone && line.kind !== 'undo';
  return (
    <li className={classes['entry']}>
      <p className={classes['entryHead']}>
        <span className={line.undone ? classes['undone'] : undefined}>
          <strong>{line.label}</strong>
        </span>
        <span className={classes['small']}>
          <Moment at={line.at} /> · <bdi>{line.operatorName}</bdi>, <bdi>{line.deskName}</bdi>
        </span>
      </p>
      {line.headline !== line.label && <p dir="auto">{line.headline}</p>}
      {moved && (
        <p className={classes['small']} dir="auto">
          {statusLabel(line.statusBefore)} → {statusLabel(line.statusAfter)}
        </p>
      )}
      {line.undone && <p className={classes['small']}>Undone</p>}
      {canMend && line.undoRefusal === null && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={busy}
          aria-label={`Undo: ${line.label}`}
          onClick={() => requestsStore().send({ type: 'undo.asked', undoes: line.opId })}
        >
          Undo
        </Button>
      )}
      {canMend && line.undoRefusal !== null && (
        <p className={classes['small']}>Cannot be undone: {line.undoRefusal}</p>
      )}
    </li>
  );
};

/** Every step, newest first, each with `Undo` or the reason why not. */
export const History = ({ history }: { readonly history: readonly HistoryLine[] }) => (
  <Section title="History">
    {history.length === 0 ? (
      <p className={classes['small']}>Nobody has worked on this request here yet.</p>
    ) : (
      <ol className={classes['list']}>
        {history.map((line) => (
          <HistoryStep key={line.opId} line={line} />
        ))}
      </ol>
    )}
  </Section>
);
