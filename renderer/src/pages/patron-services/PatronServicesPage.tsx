import { Stack } from '@mantine/core';
import { useIdle } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { KeyboardEvent } from 'react';
import lane from '../../components/ScanPage.module.css';
import { Nothing } from '../../steps/LoadStates.tsx';
import type { LaneActor } from '../../steps/lane/lane-actor.ts';
import { LaneProvider, useLanePage, useLaneSelector } from '../../steps/lane/lane-actor.ts';
import { LaneBox } from '../../steps/lane/LaneBox.tsx';
import { LaneNotifications } from '../../steps/lane/LaneNotifications.tsx';
import { OpenPatron } from './OpenPatron.tsx';
import { PatronChoices, PatronSuggestions } from './PatronChoices.tsx';
import { t } from '../../../../shared/words/words.ts';

const FindPatron = () => {
  const quiet = useLaneSelector(({ context }) => !context.feedback && !context.pending && !context.subject);
  const [typed, setTyped] = useState('');
  const intoSuggestions = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'ArrowDown' || !(event.target instanceof HTMLInputElement)) return;
    event.currentTarget.querySelector<HTMLElement>('[data-suggestions] button')?.focus();
  };
  return (
    <>
      <div onKeyDown={intoSuggestions}>
        <LaneBox label={t('common.patron')} typed={setTyped} />
        {quiet && <PatronSuggestions text={typed} />}
      </div>
      <PatronChoices />
      <LaneNotifications />
      {quiet && typed === '' && <Nothing>{t('patronServices.scanThePatronsCardOrType')}</Nothing>}
    </>
  );
};

const Content = () => {
  const patronId = useLaneSelector(({ context: { subject } }) =>
    subject?.kind === 'patron' ? subject.patronId : null,
  );
  return patronId === null ? <FindPatron /> : <OpenPatron key={patronId} patronId={patronId} />;
};

/** So long nobody touches the page before the patron on it is closed. */
const idleMs = 120_000;

/** What a patron has is nobody's to read once their turn is over: when the page is left, and when the desk is. */
const useClosing = (actor: LaneActor): void => {
  const idle = useIdle(idleMs, { initialState: false });
  useEffect(() => {
    if (idle) actor.send({ type: 'closed' });
  }, [actor, idle]);
  useEffect(() => () => actor.send({ type: 'closed' }), [actor]);
};

/** Manage Patron Services: one patron at a time. */
export const PatronServicesPage = () => {
  const actor = useLanePage('patron');
  useClosing(actor);
  return (
    <LaneProvider value={actor}>
      <Stack
        className={lane['lane'] ?? ''}
        gap="md"
        onKeyDown={(event) => {
          if (event.key === 'Escape') actor.send({ type: 'closed' });
        }}
      >
        <Content />
      </Stack>
    </LaneProvider>
  );
};
