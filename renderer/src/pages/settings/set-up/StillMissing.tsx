import { Button, Stack, Text } from '@mantine/core';
import { mailSentence } from '../../../../../shared/domain/letters/mail-states.ts';
import { type GuidePage, lackAddressWords } from '../../../../../shared/domain/set-up.ts';
import type { Output } from '../../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { t } from '../../../../../shared/words/words.ts';
import { useMissingRecords } from '../../../api/people.ts';
import { startOf, type Route } from '../../../places/routes.ts';

type Missing = { readonly to: GuidePage | Route; readonly words: string; readonly button: string };

const mailMissing = (mail: AppState['mail']): readonly Missing[] =>
  mail.state === 'ready' ? [] : [{ to: 'mail', words: mailSentence(mail), button: t('Set up mail') }];

const printerMissing = ({ printing, settings }: AppState): readonly Missing[] =>
  printing.target === 'pdf' && !printing.isFixed && settings.printing.target !== 'pdf'
    ? [{ to: 'printer', words: printing.description, button: t('Choose a printer') }]
    : [];

const counted = (count: number): { readonly count: number; readonly shown: string } => ({
  count,
  shown: count.toLocaleString(locale),
});

const recordsMissing = ({ partners, patrons, requests }: Output<'places.missing'>): readonly Missing[] => [
  ...(partners === 0
    ? []
    : [
        {
          to: 'partners' as const,
          words: lackAddressWords(partners),
          button: t('Add addresses'),
        },
      ]),
  ...(patrons === 0
    ? []
    : [
        {
          to: { page: 'settings', section: 'patrons' } as const,
          words: t(
            '{count, plural, one {{shown} patron with open requests has no e-mail address: their letters go to Contact by hand.} other {{shown} patrons with open requests have no e-mail address: their letters go to Contact by hand.}}',
            counted(patrons),
          ),
          button: t('Show patrons'),
        },
      ]),
  ...(requests === 0
    ? []
    : [
        {
          to: startOf('requests'),
          words: t(
            '{count, plural, one {{shown} open request has no pickup location.} other {{shown} open requests have no pickup location.}} To find them in Borrowing Requests, use the filter No pickup location.',
            counted(requests),
          ),
          button: t('Show requests'),
        },
      ]),
];

/** What the pages of the guide have left open, each with a button that leads to it. @param leave ends the guide at a page */
export const StillMissing = ({
  state,
  goTo,
  leave,
}: {
  readonly state: AppState;
  readonly goTo: (page: GuidePage) => void;
  readonly leave: (to: Route) => void;
}) => {
  const records = useMissingRecords();
  const all = [
    ...printerMissing(state),
    ...mailMissing(state.mail),
    ...(records.data ? recordsMissing(records.data) : []),
  ];
  if (all.length === 0) return null;
  return (
    <Stack component="ul" gap={4} m={0} pl="md" aria-label={t('Still missing')}>
      {all.map(({ to, words, button }) => (
        <Text key={words} component="li">
          {words}{' '}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => (typeof to === 'string' ? goTo(to) : leave(to))}
          >
            {button}
          </Button>
        </Text>
      ))}
    </Stack>
  );
};
