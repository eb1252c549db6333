import { Stack, Title } from '@mantine/core';
import lane from '../../components/Lane.module.css';
import { Nothing } from '../../shell/notices/LoadStates.tsx';
import { LaneProvider, useLanePage, useLaneSelector } from '../../shell/lane/lane-actor.ts';
import { LaneBox } from '../../shell/lane/LaneBox.tsx';
import { LaneNotifications } from '../../shell/lane/LaneNotifications.tsx';
import { OpenPatron } from './OpenPatron.tsx';
import { PatronChoices } from './PatronChoices.tsx';

const FindPatron = () => {
  const quiet = useLaneSelector(({ context }) => !context.feedback && !context.pending && !context.subject);
  return (
    <>
      <LaneBox label="Patron" />
      <PatronChoices />
      <LaneNotifications />
      {quiet && (
        <Nothing>
          Scan the patron’s card, or type the beginning of the name. Then every item that you scan is lent to
          that patron.
        </Nothing>
      )}
    </>
  );
};

const Content = () => {
  const patronId = useLaneSelector(({ context: { subject } }) =>
    subject?.kind === 'patron' ? subject.patronId : null,
  );
  return patronId === null ? <FindPatron /> : <OpenPatron key={patronId} patronId={patronId} />;
};

/** Manage Patron Services: one patron at a time. */
export const PatronServicesPage = () => {
  const actor = useLanePage('patron');
  return (
    <LaneProvider value={actor}>
      <Stack
        className={lane['lane'] ?? ''}
        gap="md"
        onKeyDown={(event) => {
          if (event.key === 'Escape') actor.send({ type: 'closed' });
        }}
      >
        <Title order={1} size="h2">
          Manage Patron Services
        </Title>
        <Content />
      </Stack>
    </LaneProvider>
  );
};
