import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { language } from '../../../../shared/words/language.ts';
import { languages } from '../../../../shared/words/languages.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import type { SettingsPart } from './settings-part.ts';
import { WorkstationFields } from './WorkstationFields.tsx';

/** A newly chosen language waits for the next start: lists hold words from the beginning. */
const LanguageWaits = ({ settings }: Pick<SettingsPart, 'settings'>) => {
  const again = useMutation({ mutationFn: () => ask('app.startAgain', {}) });
  const chosen = settings.language.language;
  if (chosen === language) return null;
  return (
    <Group role="status" mt="sm">
      <Text>{t('settings.languageNeedsStart', { name: languages[chosen].name })}</Text>
      <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
        {t('settings.startAgain')}
      </Button>
    </Group>
  );
};

/** Colours, density, sounds and language. */
export const AppearanceSettings = (part: SettingsPart) => (
  <>
    <WorkstationFields section="appearance" {...part} />
    <LanguageWaits settings={part.settings} />
  </>
);
