import '@mantine/core/styles/ActionIcon.css';
import { ActionIcon, Button, Checkbox, Table, Text } from '@mantine/core';
import IconDotsVertical from '@tabler/icons-react/icons/IconDotsVertical';
import { isSettled } from '../../../../shared/domain/request-list.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { TodayCardId, TodayRow as Request } from '../../../../shared/ipc/today-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { go, hashOf } from '../../shell/navigation/routes.ts';
import { DismissNote } from './DismissNote.tsx';
import { DayWords, DueDay } from '../../components/Dates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { useToday } from '../../components/today.ts';
import { requestsStore } from '../../shell/requests/use-requests.ts';
import { offeredActions } from '../../shell/requests/row-actions.ts';
import { pickedOf, useRowActions } from '../../shell/requests/use-row-menu.tsx';
import { cardStep, cardStepLabel, showsDueDay } from './card-rules.ts';
import type { CardStep } from './card-rules.ts';
import classes from './TodayList.module.css';

const openDetails = (card: TodayCardId, request: Request, at: 'top' | 'notes'): void => {
  requestsStore().send({
    type: 'details.opened',
    requestId: request.id,
    at,
    takesFocus: true,
    from: card,
  });
  go({ page: 'requests', request: null, view: null });
};

/** The step that the card is there for, as a button of its own; disabled with the reason where the role is missing. */
const StepButton = ({
  card,
  step,
  request,
  state,
}: {
  readonly card: TodayCardId;
  readonly step: CardStep;
  readonly request: Request;
  readonly state: AppState;
}) => {
  const act = useRowActions(card);
  const why = offeredActions(request, state).find(({ id }) => id === step)?.why ?? null;
  const run = (): void => {
    if (step === 'notes') openDetails(card, request, 'notes');
    else if (step === 'letters') go({ page: 'letters' });
    else act(step, request);
  };
  const label = cardStepLabel(step);
  return (
    <Button
      size="compact-md"
      variant="default"
      disabled={why !== null}
      {...(why !== null && { title: why })}
      onClick={run}
      aria-label={`${label} ${request.externalId}`}
      data-row-control="step"
    >
      {label}
    </Button>
  );
};

const Barcodes = ({ request: { places, volumesReceived } }: { readonly request: Request }) =>
  places.length > 0 && (
    <Text size="sm" className={classes['code'] ?? ''}>
      {places.map(({ barcode }) => barcode).join(', ')}
      {volumesReceived > places.length && places.length === 3 ? ' …' : ''}
    </Text>
  );

/** The dates that a card is about: until when an answer is wanted, until when an item waits. */
const CardDates = ({ card, request }: { readonly card: TodayCardId; readonly request: Request }) => {
  const today = useToday();
  const until = request.places.map(({ holdUntil }) => holdUntil).find((date) => date !== null);
  const onShelf = card === 'on-hold-shelf' || card === 'not-picked-up';
  return (
    <>
      {request.replyBy !== null && (
        <Text size="sm" className={request.replyBy < today ? (classes['late'] ?? '') : ''}>
          {request.replyBy < today ? 'Reply was due ' : 'Reply by '}
          <DayWords date={request.replyBy} />
        </Text>
      )}
      {onShelf && until && (
        <Text size="sm" className={until < today ? (classes['late'] ?? '') : ''}>
          on the shelf until <DayWords date={until} />
        </Text>
      )}
    </>
  );
};

const volumeWords = ({ volumesReceived, volumesExpected }: Request): string =>
  volumesReceived > 0 && (volumesExpected ?? 0) !== 1
    ? ` · ${volumesReceived}${volumesExpected === null ? '' : ` of ${volumesExpected}`}`
    : '';

/** One request of a card: what it is, what it waits for, the card's own step and the menu of all steps. */
export const TodayRow = ({
  card,
  request,
  state,
  note,
  openMenu,
  selected,
}: {
  readonly card: TodayCardId;
  readonly request: Request;
  readonly state: AppState;
  /** Told when the focus comes into the row. */
  readonly note: (control: string) => void;
  readonly openMenu: (button: HTMLElement) => void;
  readonly selected: boolean;
}) => {
  const step = cardStep(card, request);
  return (
    <Table.Tr
      data-row
      onFocus={({ target }) =>
        note((target instanceof HTMLElement && target.dataset['rowControl']) || 'menu')
      }
    >
      <Table.Td>
        <Checkbox
          size="sm"
          checked={selected}
          aria-label={`Select ${request.externalId}`}
          data-row-control="select"
          onChange={() => requestsStore().send({ type: 'row.toggled', row: pickedOf(request) })}
        />
      </Table.Td>
      <Table.Td miw="14rem">
        <Outside text={request.title} />
        <Text size="sm" c="dimmed">
          <a
            href={hashOf({ page: 'requests', request: request.id, view: null })}
            data-row-control="details"
            onClick={(event) => {
              event.preventDefault();
              openDetails(card, request, 'top');
            }}
          >
            <bdi>{request.externalId}</bdi>
          </a>
        </Text>
        <Barcodes request={request} />
        {request.note !== '' && (
          <p className={classes['note']} dir="auto" title={request.note}>
            {request.note}
          </p>
        )}
        {card === 'active-notes' && <DismissNote request={request} state={state} />}
      </Table.Td>
      <Table.Td miw="7.5rem">
        <Outside text={request.patronName} />
        <Text size="sm" c="dimmed">
          {request.pickupName}
        </Text>
      </Table.Td>
      <Table.Td miw="7.5rem">
        <Outside text={request.partnerName} lines={4} />
      </Table.Td>
      {showsDueDay(card) && (
        <Table.Td>
          {request.dueOn &&
            (isSettled(request.status) ? <DayWords date={request.dueOn} /> : <DueDay date={request.dueOn} />)}
        </Table.Td>
      )}
      <Table.Td>
        {statusLabel(request.status)}
        {volumeWords(request)}
        <CardDates card={card} request={request} />
      </Table.Td>
      <Table.Td className={classes['actions'] ?? ''}>
        <div className={classes['buttons']}>
          {step !== null && <StepButton card={card} step={step} request={request} state={state} />}
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={`Actions for ${request.externalId}`}
            title={`Actions for ${request.externalId}`}
            aria-haspopup="menu"
            data-row-control="menu"
            onClick={({ currentTarget }) => openMenu(currentTarget)}
          >
            <IconDotsVertical size={18} aria-hidden />
          </ActionIcon>
        </div>
      </Table.Td>
    </Table.Tr>
  );
};
