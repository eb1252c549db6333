import { Stack } from '@mantine/core';
import { useIdle } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { KeyboardEvent } from 'react';
import scanPage from '../../components/ScanPage.module.css';
import type { ScanPageActor } from '../../steps/scan-page/scan-page-actor.ts';
import {
  ScanPageProvider,
  useAsScanPage,
  useScanPageSelector,
} from '../../steps/scan-page/scan-page-actor.ts';
import { ScanPageBox } from '../../steps/scan-page/ScanPageBox.tsx';
import { ScanPageNotifications } from '../../steps/scan-page/ScanPageNotifications.tsx';
import { LookedUp } from '../../requests/patrons/LookedUp.tsx';
import { OpenPatron } from './OpenPatron.tsx';
import { PatronChoices, PatronSuggestions } from './PatronChoices.tsx';
import { t } from '../../../../shared/words/words.ts';

/** The other system may know a card that is unknown here. */
const UnknownCard = () => {
  const card = useScanPageSelector(({ context: { feedback } }) =>
    feedback?.kind === 'refused' && feedback.refusal.code === 'patron-unknown' && /\d/u.test(feedback.code)
      ? feedback.code
      : '',
  );
  return card === '' ? null : <LookedUp key={card} card={card} />;
};

const FindPatron = () => {
  const quiet = useScanPageSelector(
    ({ context }) => !context.feedback && !context.pending && !context.subject,
  );
  const [typed, setTyped] = useState('');
  const intoSuggestions = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'ArrowDown' || !(event.target instanceof HTMLInputElement)) return;
    event.currentTarget.querySelector<HTMLElement>('[data-suggestions] button')?.focus();
  };
  return (
    <>
      <div className={scanPage['top']} />
      <div className={scanPage['places']}>
        <div data-area="box" onKeyDown={intoSuggestions}>
          <ScanPageBox label={t('Patron')} typed={setTyped} />
          {quiet && <PatronSuggestions text={typed} />}
        </div>
        <ScanPageNotifications
          hint={
            quiet && typed === ''
              ? t(
                  'Scan the patron’s card, or type the beginning of the name. Each item you scan is then lent to that patron.',
                )
              : ''
          }
        />
        <PatronChoices />
        <UnknownCard />
      </div>
    </>
  );
};

const Content = () => {
  const patronId = useScanPageSelector(({ context: { subject } }) =>
    subject?.kind === 'patron' ? subject.patronId : null,
  );
  return patronId === null ? <FindPatron /> : <OpenPatron key={patronId} patronId={patronId} />;
};

/** The open patron is closed after this time without input. */
const idleMs = 120_000;

/** Closes the patron when the page is left or idle, so that their data does not stay on screen. */
const useClosing = (actor: ScanPageActor): void => {
  const idle = useIdle(idleMs, { initialState: false });
  useEffect(() => {
    if (idle) actor.send({ type: 'closed' });
  }, [actor, idle]);
  useEffect(() => () => actor.send({ type: 'closed' }), [actor]);
};

/** Manage Patron Services: one patron at a time. */
export const PatronServicesPage = () => {
  const actor = useAsScanPage('patron');
  useClosing(actor);
  return (
    <ScanPageProvider value={actor}>
      <Stack
        className={scanPage['page'] ?? ''}
        gap="sm"
        onKeyDown={(event) => {
          if (event.key === 'Escape') actor.send({ type: 'closed' });
        }}
      >
        <Content />
      </Stack>
    </ScanPageProvider>
  );
};
