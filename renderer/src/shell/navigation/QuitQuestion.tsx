import { List, Text } from '@mantine/core';
import { quitAnyway, stayOpen, type Loss, type QuitAsked } from '../../places/quit-question.ts';
import { t } from '../../../../shared/words/words.ts';
import { LossQuestion } from './LossQuestion.tsx';

// Shown over the sign-in too, so it says nothing about requests and patrons.
const words: Readonly<Record<Loss, string>> = {
  input: t('Unsaved input will be lost.'),
  set: t('A set of volumes is being received. Received volumes are kept; receive the rest later.'),
  scans: t('Scans that are still waiting will be lost.'),
  import: t('A file is being imported. The import will stop.'),
  export: t('A file is being written. It will not be finished.'),
};

/** Asks before the program ends at the request of an installer, or because the window is closed. */
export const QuitQuestion = ({ losses, by }: QuitAsked) => (
  <LossQuestion
    title={t('Close Borrow Desk?')}
    keep={{ label: t('Not now'), go: stayOpen }}
    lose={{ label: t('Close anyway'), go: quitAnyway }}
  >
    {by === 'installer' && <Text mb="xs">{t('An installer or update wants to close Borrow Desk.')}</Text>}
    <List mb="md">
      {losses.map((loss) => (
        <List.Item key={loss}>{words[loss]}</List.Item>
      ))}
    </List>
  </LossQuestion>
);
