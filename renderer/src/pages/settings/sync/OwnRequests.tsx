import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { locale } from '../../../../../shared/words/language.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { openOwnRequests } from '../../../files/import/import-open.ts';
import { Question } from './Question.tsx';

/** The requests that this workstation had before it joined: a person looks at what would become of each, or leaves them out. */
export const OwnRequests = ({
  count,
  locked,
}: {
  readonly count: number;
  readonly locked: string | null;
}) => {
  const [asks, setAsks] = useState(false);
  const off = { disabled: locked !== null, title: locked ?? undefined };
  return (
    <Stack gap="xs" w="100%" role="group" aria-label={t('hub.ownRequestsFromBefore')}>
      <Title order={3} size="h4">
        {t('hub.ownRequestsFromBefore')}
      </Title>
      <Text>{t('hub.ownRequestsWaitInAFile', { count, shown: count.toLocaleString(locale) })}</Text>
      {asks ? (
        <Question
          label={t('hub.leaveThemOut')}
          words={t('hub.theyStayInTheBackup')}
          act={t('hub.leaveThemOut')}
          takesAway
          run={() => ask('hub.leaveOwnOut', {})}
          close={() => setAsks(false)}
        />
      ) : (
        <Group gap="xs">
          <Button {...off} onClick={openOwnRequests}>
            {t('hub.lookAtThemEllipsis')}
          </Button>
          <Button variant="default" {...off} onClick={() => setAsks(true)}>
            {t('hub.leaveThemOutEllipsis')}
          </Button>
        </Group>
      )}
    </Stack>
  );
};
