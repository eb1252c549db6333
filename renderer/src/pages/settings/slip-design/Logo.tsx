import { Button, Group, NativeSelect, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { type LogoPlace, logoLimits, logoPlaces } from '../../../../../shared/domain/slips/logo.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { LoadFailed } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { mayNot } from '../administration.ts';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

/** The picture on all slips: chosen, placed, taken away. What a person chooses holds at once. */
export const Logo = ({ state }: { readonly state: AppState }) => {
  const logo = useQuery({ queryKey: ['slips', 'logo'], queryFn: () => ask('slips.logo', {}) });
  const choose = useMutation({ mutationFn: () => ask('slips.chooseLogo', {}) });
  const place = useMutation({
    mutationFn: (where: LogoPlace) => ask('slips.placeLogo', { opId: newOpId(), place: where }),
  });
  const chooseButton = useRef<HTMLButtonElement>(null);
  const remove = useMutation({
    mutationFn: () => ask('slips.removeLogo', { opId: newOpId() }),
    // Its own button goes with the logo.
    onSuccess: () => chooseButton.current?.focus(),
  });
  const locked = mayNot(state, t('settings.changingHowTheLibraryWorks'), null);
  const isBusy = choose.isPending || place.isPending || remove.isPending;
  const isLocked = locked !== null || logo.data === undefined;
  // A button that is switched off for the time of its own call would lose the keyboard.
  const unlessBusy = (change: () => void) => (): void => {
    if (!isBusy) change();
  };
  const chosen = logo.data ?? null;
  return (
    <section aria-labelledby="slip-logo">
      <Title order={3} size="h4" id="slip-logo">
        {t('slipDesign.logo')}
      </Title>
      <Text mb="xs">
        {t('slipDesign.printedOnSlips', {
          kb: logoLimits.bytes / 1_000,
          pixels: logoLimits.pixels.toLocaleString(locale),
        })}
      </Text>
      {logo.isError && <LoadFailed error={logo.error} retry={() => void logo.refetch()} />}
      <Group align="end">
        <Button
          ref={chooseButton}
          variant="default"
          disabled={isLocked}
          onClick={unlessBusy(() => choose.mutate())}
        >
          {chosen === null ? t('slipDesign.chooseALogo') : t('slipDesign.chooseAnotherLogo')}
        </Button>
        {chosen !== null && (
          <>
            <NativeSelect
              label={t('slipDesign.placeOfTheLogo')}
              value={chosen.place}
              disabled={isLocked}
              data={Object.entries(logoPlaces).map(([value, label]) => ({ value, label }))}
              onChange={({ currentTarget }) => place.mutate(currentTarget.value as LogoPlace)}
            />
            <Button variant="default" disabled={isLocked} onClick={unlessBusy(() => remove.mutate())}>
              {t('slipDesign.removeTheLogo')}
            </Button>
          </>
        )}
      </Group>
      <NotDone error={choose.error ?? place.error ?? remove.error} />
    </section>
  );
};
