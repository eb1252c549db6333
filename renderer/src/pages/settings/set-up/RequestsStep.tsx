import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { openImport } from '../../../files/import/import-open.ts';
import { t } from '../../../../../shared/words/words.ts';
import { go, startOf } from '../../../places/routes.ts';
import classes from './SetUp.module.css';

const Demo = () => {
  const demo = useMutation({
    mutationFn: () => ask('imports.demo', {}),
    onSuccess: () => go(startOf('today')),
  });
  return (
    <>
      <CallButton call={demo} loading={demo.isPending}>
        {t('settings.tryItWithMadeUpRequests')}
      </CallButton>
      <Text size="sm" c="dimmed">
        {t('settings.theDemoLibrary')}
      </Text>
      <NotDone error={demo.error} />
    </>
  );
};

/** The ways in which the first requests come. */
export const RequestsStep = () => (
  <ul className={classes['ways']}>
    <li>
      <Button variant="default" onClick={openImport}>
        {t('settings.bringInAFile')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('settings.asAlmaWorldshareIlliadTipasaOr')}
      </Text>
    </li>
    <li>
      <Demo />
    </li>
    <li>
      <Button variant="default" onClick={() => go(startOf('requests'))}>
        {t('settings.typeTheFirstRequest')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('settings.newRequestStandsAboveTheList')}
      </Text>
    </li>
  </ul>
);
