import { Button, CloseButton, Title } from '@mantine/core';
import IconArrowLeft from '@tabler/icons-react/icons/IconArrowLeft';
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { RequestDetails } from '../../../../../shared/ipc/request-views.ts';
import type { TodayCardId } from '../../../../../shared/ipc/today-views.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { desk } from '../../../api/desk.ts';
import { useFocusStays } from '../../../components/focus-stays.ts';
import { LoadFailed, Waiting } from '../../../shell/notices/LoadStates.tsx';
import { placeOf, PopupMenu } from '../../../components/PopupMenu.tsx';
import { cardTitles } from '../../../shell/navigation/card-titles.ts';
import { comeBack } from '../../../shell/navigation/come-back.ts';
import { useDetails } from '../../../api/requests.ts';
import { requestsStore } from '../../../shell/requests/use-requests.ts';
import type { Opened } from '../../../shell/requests/requests.types.ts';
import type { MenuRow } from '../../../shell/requests/use-row-menu.tsx';
import { useRowMenu } from '../../../shell/requests/use-row-menu.tsx';
import { Citation } from './Citation.tsx';
import { Condition } from './Condition.tsx';
import classes from './DetailsPanel.module.css';
import { Notes } from './Notes.tsx';
import { History, Items, Messages, Rota, Slips } from './Parts.tsx';

/** Letters leave by themselves: what stands here about them is read again when one has. */
const useFreshMessages = (): void => {
  const client = useQueryClient();
  useEffect(
    () =>
      desk.on('changed', ({ topics }) => {
        if (topics.includes('messages') && !topics.includes('requests'))
          void client.invalidateQueries({ queryKey: ['requests', 'details'] });
      }),
    [client],
  );
};

const menuRowOf = ({ request, items }: RequestDetails): MenuRow => ({ ...request, places: items });

const ActionsButton = ({
  details,
  state,
}: {
  readonly details: RequestDetails;
  readonly state: AppState;
}) => {
  const { menu, openMenu, closeMenu } = useRowMenu(state);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        size="compact-md"
        variant="default"
        rightSection={<IconChevronDown size={16} aria-hidden />}
        aria-haspopup="menu"
        aria-expanded={menu !== null}
        onClick={({ currentTarget }) => openMenu(menuRowOf(details), placeOf(currentTarget))}
      >
        Actions
      </Button>
      {menu && (
        <PopupMenu
          label={`Actions for ${details.request.externalId}`}
          place={menu.place}
          items={menu.items.filter(({ id }) => id !== 'view')}
          close={(giveFocusBack) => {
            closeMenu();
            if (giveFocusBack) button.current?.focus();
          }}
        />
      )}
    </>
  );
};

const Everything = ({
  details,
  opened,
  state,
}: {
  readonly details: RequestDetails;
  readonly opened: Opened;
  readonly state: AppState;
}) => {
  const body = useRef<HTMLDivElement>(null);
  const notes = useRef<HTMLElement>(null);
  const { at, takesFocus, turn } = opened;
  useLayoutEffect(() => {
    const target = at === 'notes' ? notes.current : body.current;
    if (at === 'notes') target?.scrollIntoView({ block: 'start' });
    else body.current?.scrollTo({ top: 0 });
    if (takesFocus) target?.focus({ preventScroll: true });
  }, [at, takesFocus, turn]);
  const { request, condition } = details;
  return (
    <div
      ref={body}
      className={classes['body']}
      tabIndex={0}
      role="group"
      aria-label="Everything about the request"
      data-pane-entry
    >
      <Citation details={details} />
      {condition && (
        <Condition
          condition={condition}
          open={request.status === 'CONDITIONAL' && condition.answer === null}
        />
      )}
      <Notes notes={details.notes} request={request} state={state} sectionRef={notes} />
      <Rota rota={details.rota} />
      <Items items={details.items} />
      <Messages messages={details.messages} />
      <Slips slips={details.slips} />
      <History history={details.history} />
    </div>
  );
};

/** One request with all that belongs to it, beside the list. */
export const DetailsPanel = ({
  opened,
  state,
  width,
}: {
  readonly opened: Opened;
  readonly state: AppState;
  readonly width: number;
}) => {
  const details = useDetails(opened.requestId);
  useFreshMessages();
  const panel = useRef<HTMLElement>(null);
  useFocusStays(panel);
  const { from } = opened;
  const close = (): void => {
    requestsStore().send({ type: 'details.closed' });
    document.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true });
  };
  const back = (card: TodayCardId): void => {
    requestsStore().send({ type: 'details.closed' });
    comeBack(card);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (from === null) close();
    else back(from);
  };
  return (
    <section
      ref={panel}
      className={classes['panel']}
      style={{ width }}
      aria-label="Request details"
      data-pane
      tabIndex={-1}
      onKeyDown={pressed}
    >
      {from !== null && (
        <Button
          className={classes['back'] ?? ''}
          size="compact-md"
          variant="default"
          leftSection={<IconArrowLeft size={18} aria-hidden />}
          title="Back to the list (Escape)"
          onClick={() => back(from)}
        >
          Back to {cardTitles[from]}
        </Button>
      )}
      <header className={classes['head']}>
        <Title order={2} size="h4">
          <bdi>{details.data?.request.externalId ?? ''}</bdi>
        </Title>
        {details.data && <ActionsButton details={details.data} state={state} />}
        <CloseButton
          aria-label="Close the details"
          title={from === null ? 'Close the details (Escape)' : 'Close the details'}
          onClick={close}
        />
      </header>
      {details.isError ? (
        <div className={classes['body']}>
          <LoadFailed error={details.error} retry={() => void details.refetch()} />
        </div>
      ) : details.data ? (
        <Everything key={opened.requestId} details={details.data} opened={opened} state={state} />
      ) : (
        <div className={classes['body']}>
          <Waiting rows={8} />
        </div>
      )}
    </section>
  );
};
