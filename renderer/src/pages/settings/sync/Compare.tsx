import { Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { HubCheckView, HubStatus } from '../../../../../shared/ipc/hub-views.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import classes from './sync.module.css';

const Found = ({ found }: { readonly found: HubCheckView | null }) => {
  if (found === null) return <Text role="status">{t('hub.comparisonCancelled')}</Text>;
  const { count, rows, steps, differing, ofAside } = found;
  return (
    <>
      <Text role="status">
        {count === 0
          ? t('hub.everythingIsTheSame', { rows, steps })
          : t('hub.soMuchDiffers', { count, rows, steps })}
      </Text>
      {ofAside > 0 && <Text>{t('hub.soManyComeFromAside', { count: ofAside })}</Text>}
      {count > 0 && (
        <ul className={classes['steps']}>
          {differing.map((what) => (
            <li key={what} className={classes['code']}>
              {what}
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

/** Compares this workstation with its hub. */
export const Compare = ({
  status: { looked },
  locked,
}: {
  readonly status: HubStatus;
  readonly locked: string | null;
}) => {
  const verify = useMutation({ mutationFn: () => ask('hub.verify', {}) });
  const cancel = useMutation({ mutationFn: () => ask('hub.cancelVerify', {}) });
  const isBusy = verify.isPending || looked !== null;
  return (
    <Stack gap="xs" w="100%" role="group" aria-label={t('hub.compareWithTheHub')}>
      <Title order={3} size="h4">
        {t('hub.compareWithTheHub')}
      </Title>
      <Text>{t('hub.compareIntro')}</Text>
      {isBusy && (
        <>
          <Progress value={100} animated size="lg" aria-label={t('hub.compareWithTheHub')} />
          <Text c="dimmed">{t('hub.lookedAtSoFar', { count: (looked ?? 0).toLocaleString(locale) })}</Text>
        </>
      )}
      <Group gap="xs">
        {isBusy ? (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('common.cancel')}
          </Button>
        ) : (
          <Button
            variant="default"
            disabled={locked !== null}
            title={locked ?? undefined}
            onClick={() => verify.mutate()}
          >
            {t('hub.compareWithTheHub')}
          </Button>
        )}
      </Group>
      {verify.data !== undefined && !isBusy && <Found found={verify.data} />}
      <NotDone error={verify.error} />
    </Stack>
  );
};
