import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { mailSentence } from '../../../../../shared/domain/letters/mail-states.ts';
import type { GuidePage } from '../../../../../shared/domain/set-up.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';

type Missing = { readonly page: GuidePage; readonly words: string; readonly button: string };

const mailMissing = (mail: AppState['mail']): readonly Missing[] =>
  mail.state === 'ready' ? [] : [{ page: 'mail', words: mailSentence(mail), button: t('Set up mail') }];

const printerMissing = ({ printing, settings }: AppState): readonly Missing[] =>
  printing.target === 'pdf' && !printing.isFixed && settings.printing.target !== 'pdf'
    ? [{ page: 'printer', words: printing.description, button: t('Choose a printer') }]
    : [];

const partnersMissing = (count: number): readonly Missing[] =>
  count === 0
    ? []
    : [
        {
          page: 'partners',
          words: t(
            '{count, plural, one {{shown} partner has no e-mail address: its letters are under Contact by hand.} other {{shown} partners have no e-mail address: their letters are under Contact by hand.}}',
            { count, shown: count.toLocaleString(locale) },
          ),
          button: t('Add addresses'),
        },
      ];

/** What the pages of the guide have left open, each with a button that leads back. */
export const StillMissing = ({
  state,
  goTo,
}: {
  readonly state: AppState;
  readonly goTo: (page: GuidePage) => void;
}) => {
  const partners = useQuery({
    queryKey: ['people', 'partners', 'without-address'],
    queryFn: () => ask('places.partners', { search: '', withoutAddress: true, offset: 0, limit: 1 }),
  });
  const all = [
    ...printerMissing(state),
    ...mailMissing(state.mail),
    ...partnersMissing(partners.data?.total ?? 0),
  ];
  if (all.length === 0) return null;
  return (
    <Stack component="ul" gap={4} m={0} pl="md" aria-label={t('Still missing')}>
      {all.map(({ page, words, button }) => (
        <Text key={page} component="li">
          {words}{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => goTo(page)}>
            {button}
          </Button>
        </Text>
      ))}
    </Stack>
  );
};
