import { Group, NativeSelect, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { type LogoPlace, logoLimits, logoPlaces } from '../../../../../shared/domain/slips/logo.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { LoadFailed } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { mayNot } from '../../../steps/administration.ts';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

/** The logo on all slips: choose, position, remove. Changes apply immediately. */
export const Logo = ({ state }: { readonly state: AppState }) => {
  const logo = useQuery({ queryKey: ['slips', 'logo'], queryFn: () => ask('slips.logo', {}) });
  const choose = useMutation({ mutationFn: () => ask('slips.chooseLogo', {}) });
  const place = useMutation({
    mutationFn: (where: LogoPlace) => ask('slips.placeLogo', { opId: newOpId(), place: where }),
  });
  const chooseButton = useRef<HTMLButtonElement>(null);
  const remove = useMutation({
    mutationFn: () => ask('slips.removeLogo', { opId: newOpId() }),
    // The Remove button disappears with the logo.
    onSuccess: () => chooseButton.current?.focus(),
  });
  const locked = mayNot(state, t('Changing how the library works'), null);
  const isPending = choose.isPending || place.isPending || remove.isPending;
  const isLocked = locked !== null || logo.data === undefined;
  const chosen = logo.data ?? null;
  return (
    <section aria-labelledby="slip-logo">
      <Title order={3} size="h4" id="slip-logo">
        {t('Logo')}
      </Title>
      <Text mb="xs">
        {t(
          'Printed on slips where it appears in the list of fields, in the size chosen there. A PNG or JPEG of at most {kb} kB and {pixels} × {pixels} pixels; slip printers print only in black.',
          {
            kb: logoLimits.bytes / 1_000,
            pixels: logoLimits.pixels.toLocaleString(locale),
          },
        )}
      </Text>
      {logo.isError && <LoadFailed error={logo.error} retry={() => void logo.refetch()} />}
      <Group align="end">
        <CallButton ref={chooseButton} call={{ ...choose, isPending }} disabled={isLocked}>
          {chosen === null ? t('Choose a logo…') : t('Choose another logo…')}
        </CallButton>
        {chosen !== null && (
          <>
            <NativeSelect
              label={t('Position on the slip')}
              value={chosen.place}
              disabled={isLocked}
              data={Object.entries(logoPlaces).map(([value, label]) => ({ value, label }))}
              onChange={({ currentTarget }) => place.mutate(currentTarget.value as LogoPlace)}
            />
            <CallButton call={{ ...remove, isPending }} disabled={isLocked}>
              {t('Remove logo')}
            </CallButton>
          </>
        )}
      </Group>
      <NotDone error={choose.error ?? place.error ?? remove.error} />
    </section>
  );
};
