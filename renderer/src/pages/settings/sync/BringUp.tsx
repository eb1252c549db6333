import { Button } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { Question } from './Question.tsx';

/** Gives a hub that was restored from a backup what it lacks. */
export const BringUp = ({ locked }: { readonly locked: string | null }) => {
  const [asks, setAsks] = useState(false);
  return asks ? (
    <Question
      label={t('hub.bringTheHubUpAgain')}
      words={t('hub.whatItLacksIsOfferedAgain')}
      act={t('hub.bringTheHubUpAgain')}
      run={() => ask('hub.bringUp', { opId: newOpId() })}
      close={() => setAsks(false)}
    />
  ) : (
    <Button disabled={locked !== null} title={locked ?? undefined} onClick={() => setAsks(true)}>
      {t('hub.bringTheHubUpAgainEllipsis')}
    </Button>
  );
};
