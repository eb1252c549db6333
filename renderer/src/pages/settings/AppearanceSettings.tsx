import { Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { language } from '../../../../shared/words/language.ts';
import { languages } from '../../../../shared/words/languages.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { WorkstationFields, type SettingsPart } from './workstation-settings.tsx';

/** A newly chosen language applies after a restart, because constants contain translated texts. */
const LanguageWaits = ({ settings }: Pick<SettingsPart, 'settings'>) => {
  const again = useMutation({ mutationFn: () => ask('app.startAgain', {}) });
  const chosen = settings.language.language;
  if (chosen === language) return null;
  return (
    <Group role="status" mt="sm">
      <Text>
        {t('Borrow Desk will be in {name} after a restart. Everything confirmed so far is saved.', {
          name: languages[chosen].name,
        })}
      </Text>
      <CallButton call={again} loading={again.isPending}>
        {t('Restart now')}
      </CallButton>
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
