import { Progress, Stack, Text } from '@mantine/core';
import type { HubStatus } from '../../../../../shared/ipc/hub-views.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { t } from '../../../../../shared/words/words.ts';
import { hubFacts } from '../../../shell/hub/hub-states.ts';

/** A library on its way: to a new hub, or from one. Nobody knows before how many rows there are. */
export const Bringing = ({ status: { state, rows } }: { readonly status: HubStatus }) => (
  <Stack w="100%" gap={4}>
    <Text role="status">{hubFacts[state].what}</Text>
    <Progress value={100} animated size="lg" aria-label={hubFacts[state].short ?? ''} />
    <Text c="dimmed">{t('hub.rowsBrought', { rows: rows.toLocaleString(locale) })}</Text>
  </Stack>
);
