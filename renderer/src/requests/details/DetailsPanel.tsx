import { Button, CloseButton, Title } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { activeTurn } from '../../../../shared/domain/life/life.ts';
import type { MenuKind } from '../../../../shared/domain/steps/all-steps.ts';
import type { RequestDetails } from '../../../../shared/ipc/request-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { desk } from '../../api/desk.ts';
import { useRetainedFocus } from '../../components/retained-focus.ts';
import { isWindowOpen } from '../../components/window-open.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { placeOf, PopupMenu } from '../../components/PopupMenu.tsx';
import { useDetails } from '../../api/requests.ts';
import type { Opened } from '../requests.types.ts';
import type { MenuRow } from '../use-row-menu.tsx';
import { useRowMenu } from '../use-row-menu.tsx';
import { Citation } from './Citation.tsx';
import { Condition } from './Condition.tsx';
import classes from './DetailsPanel.module.css';
import { closeDetails, escapeCloses } from './open-details.ts';
import { Notes } from './Notes.tsx';
import { History, Items, Slips } from './Parts.tsx';
import { Turns } from './Turns.tsx';
import { t } from '../../../../shared/words/words.ts';

/** Letters are sent in the background: refetches the details when a letter has been sent. */
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
        {t('Actions')}
      </Button>
      {menu && (
        <PopupMenu
          label={t('Actions for {externalId}', { externalId: details.request.externalId })}
          place={menu.place}
          // Its shortcuts only work on the row.
          items={menu.items.filter(({ id }) => id !== 'view').map((item) => ({ ...item, keys: undefined }))}
          close={(giveFocusBack) => {
            closeMenu();
            if (giveFocusBack) button.current?.focus();
          }}
        />
      )}
    </>
  );
};

type EverythingProps = {
  readonly details: RequestDetails;
  readonly opened: Opened;
  readonly state: AppState;
  readonly step: MenuKind | null;
};

const Everything = ({ details, opened, state, step }: EverythingProps) => {
  const body = useRef<HTMLDivElement>(null);
  const { at, takesFocus, turn } = opened;
  useLayoutEffect(() => {
    const active = at === 'notes' ? body.current?.querySelector('[data-notes]') : null;
    const target = active?.closest('section') ?? body.current;
    if (active) active.scrollIntoView({ block: 'start' });
    else body.current?.scrollTo({ top: 0 });
    // Details that load late must not take the focus from a window opened in the meantime.
    if (takesFocus && !isWindowOpen()) target?.focus({ preventScroll: true });
  }, [at, takesFocus, turn]);
  const { request, conditions } = details;
  const row = menuRowOf(details);
  const isConditional = activeTurn(request.life)?.state === 'conditional';
  return (
    <div
      ref={body}
      className={classes['body']}
      tabIndex={0}
      role="group"
      aria-label={t('Everything about the request')}
      data-pane-entry
    >
      <Citation details={details} row={row} state={state} queueStep={step} />
      {conditions.toReversed().map((condition, index) => (
        <Condition
          // Conditions are only ever added at the other end.
          key={conditions.length - index}
          condition={condition}
          row={row}
          state={state}
          open={index === 0 && isConditional && condition.answer === null && condition.endedAt === null}
        />
      ))}
      <Notes thread={details.thread} request={request} state={state} />
      <Turns turns={details.turns} request={request} state={state} />
      <Items items={details.items} />
      <Slips slips={details.slips} />
      <History history={details.history} />
    </div>
  );
};

type DetailsPanelProps = {
  readonly opened: Opened;
  readonly state: AppState;
  readonly width: number;
  /** The main step of the list beside it. */
  readonly step: MenuKind | null;
  /** How the request relates to that list; null if it is in it. */
  readonly remark: string | null;
};

/** One request with all of its data, beside the list. */
export const DetailsPanel = ({ opened, state, width, step, remark }: DetailsPanelProps) => {
  const details = useDetails(opened.requestId);
  useFreshMessages();
  const panel = useRef<HTMLElement>(null);
  useRetainedFocus(panel);
  return (
    <section
      ref={panel}
      className={classes['panel']}
      style={{ width }}
      aria-label={t('Request details')}
      data-comes
      data-pane
      tabIndex={-1}
      onKeyDown={escapeCloses}
    >
      <header className={classes['head']}>
        <Title order={2} size="h4">
          <bdi>{details.data?.request.externalId ?? ''}</bdi>
        </Title>
        {details.data && <ActionsButton details={details.data} state={state} />}
        <CloseButton
          aria-label={t('Close the details')}
          title={t('Close the details (Escape)')}
          onClick={closeDetails}
        />
      </header>
      <p className={classes['remark']} role="status">
        {remark}
      </p>
      {details.isError ? (
        <div className={classes['body']}>
          <LoadFailed error={details.error} retry={() => void details.refetch()} />
        </div>
      ) : details.data ? (
        <Everything key={opened.requestId} details={details.data} opened={opened} state={state} step={step} />
      ) : (
        <div className={classes['body']}>
          <Waiting rows={8} />
        </div>
      )}
    </section>
  );
};
